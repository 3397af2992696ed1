using Microsoft.DotNet.Interactive;
using Scripting.CSharp;
using Scripting.Execution;
using Scripting.Formatting;
using Scripting.FSharp;
using Scripting.Languages;

namespace Scripting;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It did not compile, or threw; an <see cref="ErrorOutput"/> says why.</summary>
    Error,

    /// <summary>It was stopped; an <see cref="ErrorOutput"/> named <c>Interrupted</c> says so.</summary>
    Interrupted,
}

/// <summary>
/// A notebook session: C# and F# cells run in order, each seeing what those before it left. One session a process is the rule,
/// since cells share the process's console and formatters.
/// </summary>
public sealed class ScriptSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly SessionLoadContext _loadContext = new();
    private readonly SessionState _state;
    private readonly CommRegistry _comms = new();
    private volatile CellOutputs? _outputs;
    private int _cells;

    /// <summary>Starts a session; nothing is compiled until the first cell.</summary>
    /// <exception cref="DirectoryNotFoundException">The working directory does not exist.</exception>
    public ScriptSession(SessionOptions? options = null)
    {
        options ??= new SessionOptions();
        if (!Directory.Exists(options.WorkingDirectory))
        {
            throw new DirectoryNotFoundException($"{nameof(SessionOptions.WorkingDirectory)} '{options.WorkingDirectory}' does not exist; a session needs the folder its relative paths start from.");
        }

        CellConsole.Install();
        DefaultFormatters.Restore();
        _state = new SessionState(options, new LanguageSet(
        [
            new CSharpLanguage(options, _loadContext), new FSharpLanguage(options, _loadContext), new MarkupLanguage("html", "text/html"), new MarkupLanguage("markdown", "text/markdown"),
            new MarkupLanguage("mermaid", "text/vnd.mermaid", "text/markdown"), new JavaScriptLanguage(), new StoredValues(),
        ]), _loadContext);
    }

    /// <summary>Runs one cell. Cells queue up: a second call waits for the first.</summary>
    /// <param name="code">C#, in Roslyn's script dialect, with magics; see <c>#!lsmagic</c>.</param>
    /// <param name="onOutput">Receives the outputs in order, while the cell runs and, from background work it started, afterwards.</param>
    /// <param name="cancellationToken">Interrupts the cell; variables set so far are kept.</param>
    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, CancellationToken cancellationToken = default) =>
        ExecuteAsync(code, onOutput, new ExecuteOptions(), cancellationToken);

    /// <summary>Runs one cell, as <see cref="ExecuteAsync(string, Action{CellOutput}, CancellationToken)"/> does, in another language or with a user to ask.</summary>
    /// <exception cref="ArgumentException">The language is not known.</exception>
    public async Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_state.Languages.Find(options.Language) is null)
        {
            throw new ArgumentException($"Language '{options.Language}' is not known; a cell can be {string.Join(", ", _state.Languages.All.Select(l => l.Name))}.", nameof(options));
        }

        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(onOutput);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        var outputs = new CellOutputs(onOutput);
        _outputs = outputs;
        try
        {
            var running = new RunningCell(outputs, new CellInput(options.Input, cancellationToken), _comms, cancellationToken);
            return await Task.Run(() => RunAsync(code, options.Language, running), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            outputs.Flush();
            _oneAtATime.Release();
        }
    }

    /// <summary>The comms that are open: id and target.</summary>
    public IReadOnlyDictionary<string, string> OpenComms => _comms.Open;

    /// <summary>Lets the cells answer a comm's signal from the page, in turn with the cells that run.</summary>
    /// <param name="signal">What the page's end of the comm says.</param>
    /// <param name="onOutput">Receives what the handler shows, and what it signals back.</param>
    /// <param name="cancellationToken">Interrupts the handler.</param>
    /// <returns>Whether the target of the comm, or the comm, is known.</returns>
    public async Task<bool> ReceiveAsync(CommSignal signal, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(onOutput);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        var outputs = new CellOutputs(onOutput);
        try
        {
            if (_comms.Handler(signal, outputs) is not { } handler)
            {
                return false;
            }

            _outputs = outputs;
            var running = new RunningCell(outputs, new CellInput(null, cancellationToken), _comms, cancellationToken);
            running.Run = new CellRun(_state, running, "comm", []);
            await Task.Run(() => RunAsync(running, "comm", "", () => HandleAsync(handler, cancellationToken)), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        finally
        {
            outputs.Flush();
            _oneAtATime.Release();
        }
    }

    /// <summary>Adds text that was not written through the console to the cell that runs, or ran last; false if there was none yet.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    public bool Write(string stream, string text)
    {
        if (_outputs is not { } outputs)
        {
            return false;
        }

        outputs.Write(stream, text);
        return true;
    }

    /// <summary>Hands on what the last cell has written so far; for a process that is about to end.</summary>
    public void FlushOutputs() => _outputs?.Flush();

    /// <summary>
    /// The value of an expression in the session's state, as a <see cref="ResultOutput"/>, or the <see cref="ErrorOutput"/>
    /// that says why it has none. What it declares or prints is not kept.
    /// </summary>
    public Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken = default) =>
        EvaluateAsync(expression, LanguageSet.CSharp, cancellationToken);

    /// <summary>The value of an expression of <paramref name="language"/>, as <see cref="EvaluateAsync(string, CancellationToken)"/> gives it.</summary>
    public async Task<CellOutput> EvaluateAsync(string expression, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expression);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CellOutput? answer = null;
            var outputs = new CellOutputs(output => answer = output is ResultOutput or ErrorOutput ? output : answer);
            var running = new RunningCell(outputs, new CellInput(null, cancellationToken), _comms, cancellationToken);
            await Task.Run(() => RunAsync(expression, language, running, isKept: false), CancellationToken.None).ConfigureAwait(false);
            var nothing = $"'{expression}' has no value.";
            return answer ?? new ErrorOutput("NoValue", nothing, [nothing]);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>What could stand at a place in a C# cell, given what the session knows; a cell may run meanwhile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the cell.</exception>
    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken = default) =>
        CompleteAsync(code, position, LanguageSet.CSharp, cancellationToken);

    /// <summary>What could stand at a place in a cell of <paramref name="language"/>; a cell may run meanwhile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the cell.</exception>
    public Task<CompletionList> CompleteAsync(string code, int position, string language, CancellationToken cancellationToken = default) =>
        Questions.CompleteAsync(_state, code, position, language, cancellationToken);

    /// <summary>What is known about the name at a place in a C# cell, or null; a cell may run meanwhile.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">Where in it, counted in UTF-16 units.</param>
    /// <param name="detail">0 for signature and documentation, 1 to add the declaration if it is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the cell.</exception>
    public Task<Inspection?> InspectAsync(string code, int position, int detail = 0, CancellationToken cancellationToken = default) =>
        InspectAsync(code, position, detail, LanguageSet.CSharp, cancellationToken);

    /// <summary>What is known about the name at a place in a cell of <paramref name="language"/>; a cell may run meanwhile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the cell.</exception>
    public Task<Inspection?> InspectAsync(string code, int position, int detail, string language, CancellationToken cancellationToken = default) =>
        Questions.InspectAsync(_state, code, position, detail, language, cancellationToken);

    /// <summary>What the compiler says against a cell, without running it; a cell may run meanwhile. Of F# nothing is said.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="language">The language of lines that no magic gives to another one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, string language = LanguageSet.CSharp, CancellationToken cancellationToken = default) =>
        Questions.DiagnoseAsync(_state, code, language, cancellationToken);

    /// <summary>Whether a cell could be run as it stands; told by the parser, without the session's state.</summary>
    public CompletenessAnswer IsComplete(string code, string language = "csharp") => Questions.IsComplete(_state, code, language);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _oneAtATime.Dispose();
        _state.Packages.DeleteLinks();
        _loadContext.DeleteCopies();
        return ValueTask.CompletedTask;
    }

    private static Task<CellValue> HandleAsync(Action handler, CancellationToken cancellationToken) => new InterruptibleRun().RunAsync(
        () =>
        {
            handler();
            return Task.FromResult(CellValue.None);
        },
        cancellationToken);

    private Task<CellOutcome> RunAsync(string code, string language, RunningCell running, bool isKept = true)
    {
        var name = isKept ? $"cell {++_cells}" : "expression";
        return RunAsync(running, name, code, () => new CellRun(_state, running, name, []).RunAsync(code, language, isKept));
    }

    private async Task<CellOutcome> RunAsync(RunningCell running, string name, string code, Func<Task<CellValue>> run)
    {
        var (outputs, cancellationToken) = (running.Outputs, running.CancellationToken);
        RunningCell.Current = running;
        try
        {
            var value = await DrainedAsync(run).ConfigureAwait(false);
            if (value is { HasValue: true, Value: not DisplayedValue })
            {
                // A lazy sequence runs the cell's code here, and may do so for ever.
                var (data, metadata) = await new InterruptibleRun().RunAsync(() => Task.FromResult(MimeBundle.Of(value.Value)), cancellationToken).ConfigureAwait(false);
                outputs.Send(new ResultOutput(data, metadata));
            }

            return CellOutcome.Ok;
        }
        catch (OperationCanceledException stopped) when (cancellationToken.IsCancellationRequested)
        {
            outputs.Send(new ErrorOutput("Interrupted", stopped.Message, [stopped.Message]));
            return CellOutcome.Interrupted;
        }
        catch (CompilationErrorException error)
        {
            outputs.Send(new ErrorOutput("CompilationError", error.Message, error.Lines));
            return CellOutcome.Error;
        }
        catch (MagicException error)
        {
            outputs.Send(new ErrorOutput("MagicError", error.Message, [error.Message]));
            return CellOutcome.Error;
        }
        catch (Exception error)
        {
            outputs.Send(RuntimeErrors.Describe(error, name, code));
            return CellOutcome.Error;
        }
        finally
        {
            RunningCell.Current = null;
        }
    }

    private async Task<CellValue> DrainedAsync(Func<Task<CellValue>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            _state.Options.DrainOutput?.Invoke();
        }
    }
}
