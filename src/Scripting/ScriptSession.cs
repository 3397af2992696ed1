using Scripting.CSharp;
using Scripting.Execution;
using Scripting.Formatting;

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
/// A notebook session: C# cells run in order, each seeing what those before it left. One session a process is the rule,
/// since cells share the process's console and formatters.
/// </summary>
public sealed class ScriptSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CSharpCells _csharp;
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
        DefaultFormatters.Register();
        _csharp = new CSharpCells(options);
    }

    /// <summary>Runs one cell. Cells queue up: a second call waits for the first.</summary>
    /// <param name="code">C#, in Roslyn's script dialect.</param>
    /// <param name="onOutput">Receives the outputs in order, while the cell runs and, from background work it started, afterwards.</param>
    /// <param name="cancellationToken">Interrupts the cell; variables set so far are kept.</param>
    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, CancellationToken cancellationToken = default) =>
        ExecuteAsync(code, onOutput, new ExecuteOptions(), cancellationToken);

    /// <summary>Runs one cell, as <see cref="ExecuteAsync(string, Action{CellOutput}, CancellationToken)"/> does, in another language or with a user to ask.</summary>
    /// <exception cref="ArgumentException">The language is not known.</exception>
    public async Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Language != "csharp")
        {
            throw new ArgumentException($"Language '{options.Language}' is not known; a cell can be 'csharp'.", nameof(options));
        }

        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(onOutput);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        var outputs = new CellOutputs(onOutput);
        try
        {
            return await Task.Run(() => RunAsync(code, outputs, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            outputs.Flush();
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _oneAtATime.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<CellOutcome> RunAsync(string code, CellOutputs outputs, CancellationToken cancellationToken)
    {
        var name = $"cell {++_cells}";
        RunningCell.Current = new RunningCell(outputs, cancellationToken);
        try
        {
            var cell = _csharp.Compile(code, name, cancellationToken);
            var value = await new InterruptibleRun().RunAsync(cell.Run, cancellationToken).ConfigureAwait(false);
            if (cell.HasValue)
            {
                var (data, metadata) = MimeBundle.Of(value);
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
}
