using Jupyter.Client;
using Jupyter.Kernelspecs;
using Notebooks;

namespace Cli.Running;

/// <summary>A session that was started for a notebook, and the languages it runs.</summary>
internal sealed record StartedSession(INotebookSession Session, IReadOnlyList<string> Languages);

/// <summary>Starts the session that a notebook runs in: our own in a process of its own, or an installed Jupyter kernel.</summary>
internal static class Sessions
{
    /// <exception cref="KernelspecException">The kernel is not installed, or cannot be started.</exception>
    public static Task<StartedSession> StartAsync(NotebookDocument document, BatchSettings settings, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(document.Path)!;
        return settings.ViaJupyter
            ? StartKernelAsync(document, settings.KernelName ?? JupyterNames.KernelOf(document), folder, settings.Child, cancellationToken)
            : StartChildAsync(folder, settings.Child, cancellationToken);
    }

    private static async Task<StartedSession> StartChildAsync(string folder, ChildSettings settings, CancellationToken cancellationToken)
    {
        var session = ChildSession.Start(ChildCommand.Find(), folder, settings);
        if (!cancellationToken.IsCancellationRequested)
        {
            await session.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new StartedSession(session, CellLanguage.OfSessions);
    }

    private static async Task<StartedSession> StartKernelAsync(
        NotebookDocument document, string name, string folder, ChildSettings settings, CancellationToken cancellationToken)
    {
        var kernel = InstalledKernels.Find(name) ?? throw new KernelspecException(JupyterNames.NotInstalled(name));
        var languages = JupyterNames.LanguagesOf(kernel, document);
        try
        {
            var client = await JupyterClient.StartAsync(name, folder, settings.StartLimit, cancellationToken);
            return new StartedSession(new JupyterSession(client, kernel, settings), languages);
        }
        catch (Exception e) when (e is KernelDiedException or TimeoutException or OperationCanceledException)
        {
            return new StartedSession(new FailedSession(e.Message), languages);
        }
    }
}
