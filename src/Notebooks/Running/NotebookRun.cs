namespace Notebooks;

/// <summary>How a cell of a run counts.</summary>
public enum CellVerdict
{
    /// <summary>It ran to its end, or failed as its tag <c>raises-exception</c> says it must.</summary>
    Passed,

    /// <summary>It failed, or did not fail where it must.</summary>
    Failed,

    /// <summary>It did not end within its time limit.</summary>
    TimedOut,

    /// <summary>The process it ran in ended.</summary>
    Died,

    /// <summary>Not run, since its tag <c>skip-execution</c> or <c>slow</c> says so.</summary>
    Skipped,

    /// <summary>Not run, since an earlier cell failed or the run was stopped.</summary>
    NotRun,
}

/// <summary>Why a cell failed: the kind of error, its message, and the line of the cell where it is known.</summary>
public sealed record CellFailure(string Kind, string Message, int? Line = null, IReadOnlyList<string>? Traceback = null)
{
    /// <summary>One line: kind, line of the cell, and the first line of the message.</summary>
    public override string ToString()
    {
        var message = Message.ReplaceLineEndings("\n").Split('\n')[0];
        var kind = Kind[(Kind.LastIndexOf('.') + 1)..];
        return Line is null || message.StartsWith("line ", StringComparison.Ordinal) ? $"{kind}: {message}" : $"{kind}: line {Line}: {message}";
    }
}

/// <summary>What became of one code cell.</summary>
/// <param name="Number">The cell's place in the notebook, from 1, counting cells of every kind.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Verdict">How it counts.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="Failure">Why it failed, unless it did not.</param>
/// <param name="Memory">The bytes of memory its process used when it ended, where that is known.</param>
public sealed record CellRun(int Number, string Id, CellVerdict Verdict, TimeSpan Elapsed, CellFailure? Failure = null, long? Memory = null)
{
    /// <summary>Whether the cell makes its notebook fail.</summary>
    public bool IsFailure => Verdict is CellVerdict.Failed or CellVerdict.TimedOut or CellVerdict.Died;
}

/// <summary>What became of one notebook: the executed copy, and each code cell in order.</summary>
public sealed record NotebookRun(NotebookDocument Executed, IReadOnlyList<CellRun> Cells, TimeSpan Elapsed)
{
    /// <summary>What did not fail but should be seen to, a line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];


    /// <summary>Whether no cell failed and none was left out because of a failure or a stop.</summary>
    public bool Passed => Cells.All(cell => cell.Verdict is CellVerdict.Passed or CellVerdict.Skipped);
}

/// <summary>How to run a notebook.</summary>
public sealed record RunOptions
{
    /// <summary>How long one cell may run.</summary>
    public TimeSpan CellTimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long all cells together may run; null for no limit.</summary>
    public TimeSpan? NotebookTimeLimit { get; init; }

    /// <summary>Goes on after a failed cell; the cell still counts as failed.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Also runs the cells tagged <c>slow</c>.</summary>
    public bool IncludesSlow { get; init; }

    /// <summary>The languages that the session runs.</summary>
    public IReadOnlyList<string> Languages { get; init; } = CellLanguage.OfSessions;
}

/// <summary>Something that happened while a notebook ran.</summary>
public abstract record RunEvent;

/// <summary>A code cell began; it is number <paramref name="Index"/> (from 1) of <paramref name="Count"/> code cells.</summary>
public sealed record CellStarted(NotebookCell Cell, int Index, int Count) : RunEvent;

/// <summary>A code cell ended, or was passed over.</summary>
public sealed record CellFinished(CellRun Cell, int Index, int Count) : RunEvent;
