using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Scripting;

namespace Notebooks;

/// <summary>
/// A session in a process of its own, so that a cell that hangs, exits or overflows the stack harms only its notebook.
/// Cells and outputs travel through two pipes; stray text on the child's standard output and error joins the running cell.
/// </summary>
public sealed class ChildSession : INotebookSession, ICellInsight
{
    private static readonly TimeSpan s_strayLimit = TimeSpan.FromSeconds(1);
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // A child started in between would inherit the other child's ends of the pipes and keep them open.
    private static readonly Lock s_starting = new();

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _requestPipe;
    private readonly StreamWriter _requests;
    private readonly StreamReader _replies;
    private readonly StrayText _stdout;
    private readonly StrayText _stderr;
    private readonly Task _reading;
    private readonly ChildSettings _settings;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<CellOutput> _early = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource<AnswerMessage>> _questions = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _lastQuestion;
    private Action<CellOutput>? _onOutput;
    private TaskCompletionSource<DoneMessage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _killedFor;

    private ChildSession(Process process, AnonymousPipeServerStream requests, AnonymousPipeServerStream replies, ChildSettings settings)
    {
        _process = process;
        _requestPipe = requests;
        _requests = new StreamWriter(requests, s_utf8) { AutoFlush = true, NewLine = "\n" };
        _replies = new StreamReader(replies, s_utf8);
        _settings = settings;
        process.StandardInput.Close();
        _stdout = new StrayText(process.StandardOutput.BaseStream, text => Deliver(new StreamOutput("stdout", text)));
        _stderr = new StrayText(process.StandardError.BaseStream, text => Deliver(new StreamOutput("stderr", text)));
        _reading = Task.Run(ReadRepliesAsync);
        if (settings.MemoryLimit is { } limit)
        {
            _ = ProcessMemory.WatchAsync(process, limit, () => Kill($"used more than {limit / (1024 * 1024)} MB of memory, and was killed"), _closing.Token);
        }
    }

    /// <summary>Starts a child that waits for cells.</summary>
    /// <param name="command">How to start the command.</param>
    /// <param name="workingDirectory">The notebook's folder.</param>
    /// <param name="settings">What the child may take.</param>
    /// <exception cref="InvalidOperationException">The process could not be started.</exception>
    public static ChildSession Start(ChildCommand command, string workingDirectory, ChildSettings? settings = null)
    {
        lock (s_starting)
        {
            var requests = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            var replies = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var start = new ProcessStartInfo(command.FileName)
            {
                WorkingDirectory = workingDirectory,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            settings ??= new ChildSettings();
            foreach (var argument in (string[])[.. command.Arguments, "session", requests.GetClientHandleAsString(), replies.GetClientHandleAsString(), .. settings.Packages])
            {
                start.ArgumentList.Add(argument);
            }

            var process = Process.Start(start) ?? throw new InvalidOperationException($"{command.FileName} could not be started.");
            requests.DisposeLocalCopyOfClientHandle();
            replies.DisposeLocalCopyOfClientHandle();
            return new ChildSession(process, requests, replies, settings);
        }
    }

    /// <summary>Completes when the child has ended, by itself or not, with a sentence that says how.</summary>
    public async Task<string> WaitUntilEndedAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return HowItEnded();
    }

    /// <summary>Waits until the child takes cells, so that its start, and the compiler's, does not count as time of the first.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken = default)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(_ready.Task, exited, Task.Delay(_settings.StartLimit, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_ready.Task.IsCompleted && !_process.HasExited)
        {
            Kill(string.Create(CultureInfo.InvariantCulture, $"was not ready after {_settings.StartLimit.TotalSeconds:0.###} s, and was killed"));
        }
    }

    /// <inheritdoc/>
    public async Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(onOutput);
        var since = Stopwatch.StartNew();
        var mark = StrayText.NewMark();
        var strays = Task.WhenAll(_stdout.Expect(mark), _stderr.Expect(mark));
        Begin(onOutput);
        try
        {
            if (!await SendAsync(new ExecuteMessage(request.CellId, request.Code, request.Language, mark)).ConfigureAwait(false))
            {
                return await DiedAsync(since).ConfigureAwait(false);
            }

            using var stopping = cancellationToken.Register(() => _ = StopAsync(_done.Task));
            await Task.WhenAny(_done.Task, _process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false);
            await Task.WhenAny(_done.Task, _reading, Task.Delay(s_strayLimit, CancellationToken.None)).ConfigureAwait(false);
            if (!_done.Task.IsCompletedSuccessfully)
            {
                return await DiedAsync(since).ConfigureAwait(false);
            }

            await Task.WhenAny(strays, Task.Delay(s_strayLimit, CancellationToken.None)).ConfigureAwait(false);
            return new CellResult((await _done.Task.ConfigureAwait(false)).Status, since.Elapsed, ProcessMemory.Of(_process));
        }
        finally
        {
            lock (_gate)
            {
                _onOutput = null;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<CompletionList> CompleteAsync(string code, int position, string language, CancellationToken cancellationToken = default) =>
        (await AskAsync("complete", code, position, language, cancellationToken).ConfigureAwait(false)).Completions ?? new CompletionList(position, position, []);

    /// <inheritdoc/>
    public async Task<Inspection?> InspectAsync(string code, int position, string language, CancellationToken cancellationToken = default) =>
        (await AskAsync("inspect", code, position, language, cancellationToken).ConfigureAwait(false)).Inspection;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, string language, CancellationToken cancellationToken = default) =>
        (await AskAsync("diagnose", code, 0, language, cancellationToken).ConfigureAwait(false)).Problems ?? [];

    /// <summary>Ends the child's process, whatever it is doing; a cell that runs ends as <see cref="CellStatus.Died"/>.</summary>
    public void End() => Kill("was closed");

    /// <summary>Ends the child, whatever it is doing.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill("was closed");
        await _closing.CancelAsync().ConfigureAwait(false);
        _closing.Dispose();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_reading, _stdout.Ended, _stderr.Ended), Task.Delay(s_strayLimit)).ConfigureAwait(false);
        await _requestPipe.DisposeAsync().ConfigureAwait(false);
        _replies.Dispose();
        _process.Dispose();
    }

    private async Task<AnswerMessage> AskAsync(string kind, string code, int position, string language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var question = new QuestionMessage(Interlocked.Increment(ref _lastQuestion), kind, code, position, language);
        var answered = new TaskCompletionSource<AnswerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[question.Id] = answered;
        try
        {
            if (await SendAsync(question).ConfigureAwait(false))
            {
                await Task.WhenAny(answered.Task, _reading).WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            var answer = answered.Task.IsCompletedSuccessfully ? await answered.Task.ConfigureAwait(false) : throw new InvalidOperationException("The session has ended.");
            return answer.Failure is null ? answer : throw new ArgumentException(answer.Failure);
        }
        finally
        {
            _questions.TryRemove(question.Id, out _);
        }
    }

    private void Begin(Action<CellOutput> onOutput)
    {
        lock (_gate)
        {
            if (_onOutput is not null)
            {
                throw new InvalidOperationException("A cell is running; a session runs one at a time.");
            }

            _onOutput = onOutput;
            _done = new TaskCompletionSource<DoneMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var output in _early)
            {
                onOutput(output);
            }

            _early.Clear();
        }
    }

    // What background work shows between two cells is kept for the next.
    private void Deliver(CellOutput output)
    {
        lock (_gate)
        {
            if (_onOutput is null)
            {
                _early.Add(output);
            }
            else
            {
                _onOutput(output);
            }
        }
    }

    private async Task ReadRepliesAsync()
    {
        try
        {
            while (await _replies.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                switch (SessionMessage.FromLine(line))
                {
                    case ReadyMessage:
                        _ready.TrySetResult();
                        break;
                    case DoneMessage done:
                        _done.TrySetResult(done);
                        break;
                    case AnswerMessage answer when _questions.TryGetValue(answer.Id, out var asked):
                        asked.TrySetResult(answer);
                        break;
                    case { Output: { } output }:
                        Deliver(output);
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            // A process that dies while it writes leaves half a line; its exit code says more.
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(s_strayLimit)).ConfigureAwait(false);
            Kill($"sent a reply that is not a message ({e.Message}), and was killed");
        }
    }

    private async Task<bool> SendAsync(SessionMessage message)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _requests.WriteLineAsync(message.ToLine()).ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false; // the process has ended; the caller says how
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task StopAsync(Task done)
    {
        await SendAsync(new CancelMessage()).ConfigureAwait(false);
        await Task.WhenAny(done, Task.Delay(_settings.Grace)).ConfigureAwait(false);
        if (!done.IsCompleted)
        {
            Kill(string.Create(CultureInfo.InvariantCulture, $"did not stop within {_settings.Grace.TotalSeconds:0.###} s when asked to, and was killed"));
        }
    }

    private void Kill(string reason)
    {
        if (!_process.HasExited)
        {
            _killedFor ??= reason;
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task<CellResult> DiedAsync(Stopwatch since)
    {
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(s_strayLimit)).ConfigureAwait(false);
        Kill("closed its pipe, and was killed");
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_stdout.Ended, _stderr.Ended), Task.Delay(s_strayLimit)).ConfigureAwait(false);
        var message = HowItEnded();
        Deliver(new ErrorOutput("SessionDied", message, [message]));
        return new CellResult(CellStatus.Died, since.Elapsed);
    }

    private string HowItEnded() => _killedFor is null
        ? string.Create(CultureInfo.InvariantCulture, $"the process the cell ran in ended with exit code {_process.ExitCode}")
        : $"the process the cell ran in {_killedFor}";
}
