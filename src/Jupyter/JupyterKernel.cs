using Jupyter.Execution;
using Jupyter.Handlers;
using Jupyter.Protocol;
using Jupyter.Transport;
using NetMQ;
using Scripting;

namespace Jupyter;

/// <summary>A kernel process: a session behind the sockets of a connection file.</summary>
public static class JupyterKernel
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Serves a front end until it asks to shut down or is gone. Returns within two seconds of that.</summary>
    /// <param name="connectionFile">The file the front end wrote.</param>
    /// <param name="language">The language of cells that do not choose one: <c>C#</c> or <c>F#</c>.</param>
    /// <param name="options">Where the cells run, and where their packages may come from.</param>
    /// <param name="cancellationToken">Ends the kernel as a shutdown request does.</param>
    /// <exception cref="ConnectionFileException">The connection file or one of its addresses cannot be used.</exception>
    /// <exception cref="ArgumentException">The language is not known.</exception>
    public static Task RunAsync(string connectionFile, string language, SessionOptions options, CancellationToken cancellationToken = default) =>
        OnThreadOfItsOwn(() => Run(connectionFile, language, options, cancellationToken));

    /// <summary>Serves a connection with a session until shutdown.</summary>
    internal static Task ServeAsync(ConnectionFile connection, KernelLanguage language, IKernelSession session, Action<string> log, CancellationToken cancellationToken) =>
        OnThreadOfItsOwn(() => Serve(connection, language, session, new KernelLifetime(), log, cancellationToken));

    // Cells may fill the thread pool; the end of the kernel does not wait for it.
    private static Task OnThreadOfItsOwn(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(string connectionFile, string language, SessionOptions options, CancellationToken cancellationToken)
    {
        var connection = ConnectionFile.Read(connectionFile);
        var spoken = KernelLanguage.Named(language);
        var errors = Console.Error; // before the session gives the console to the cells
        var lifetime = new KernelLifetime();
        EndDeadline.Set(lifetime);
        NativeOutput? native = null;
        var cells = new ScriptSession(options with { DrainOutput = () => native?.Drain() });
        var session = new ScriptKernelSession(cells, spoken);
        using (native = NativeOutput.Capture(cells.Write))
        using (var warmUp = new WarmUp(session))
        {
            Serve(connection, spoken, session, lifetime, line => errors.WriteLine($"workbook kernel: {line}"), cancellationToken);
            warmUp.Stop(s_patience);
        }

        session.DisposeAsync().AsTask().Wait(s_patience, CancellationToken.None);
        CloseTransport();
    }

    private static void Serve(
        ConnectionFile connection, KernelLanguage language, IKernelSession session, KernelLifetime lifetime, Action<string> log, CancellationToken cancellationToken)
    {
        using var ended = cancellationToken.Register(lifetime.Stop);
        using var stopping = new CancellationTokenSource();
        using var queue = new RequestQueue();
        using var questions = new InputQuestions();
        var current = new CurrentCell();
        var handlers = HandlerTable.For(session, language, current, questions, queue, lifetime);

        using var pool = new PoolWatch();
        using var sockets = new KernelSockets(connection, log);
        var dispatcher = new Dispatcher(handlers, queue, questions, sockets, log, stopping.Token);
        sockets.Start(dispatcher.Receive);
        var loop = dispatcher.RunAsync();
        using var parent = ParentProcess.Watch(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), lifetime.Stop);
        lifetime.Stopped.Wait(CancellationToken.None);

        stopping.Cancel();
        current.Interrupt();
        Task.WaitAny([Task.WhenAll(loop, dispatcher.DrainAsync())], s_patience);
    }

    /// <summary>Lets what was sent leave the process; a peer that does not read must not hold it up.</summary>
    private static void CloseTransport()
    {
        var closing = new Thread(() => NetMQConfig.Cleanup(block: true)) { IsBackground = true };
        closing.Start();
        if (!closing.Join(s_patience))
        {
            NetMQConfig.Cleanup(block: false);
        }
    }
}
