using Scripting;

namespace Notebooks;

/// <summary>Runs the cells of one notebook, in order, with state carried from cell to cell.</summary>
public interface INotebookSession : IAsyncDisposable
{
    /// <summary>Runs one cell to its end. Outputs are handed to <paramref name="onOutput"/> in order, while the cell runs.</summary>
    /// <param name="request">The cell.</param>
    /// <param name="onOutput">Receives each output; the failing cell's last output is an <see cref="ErrorOutput"/>.</param>
    /// <param name="cancellationToken">Asks the cell to stop.</param>
    Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default);
}

/// <summary>A cell to run: its id in the notebook, its code, and its language (<c>csharp</c>, <c>fsharp</c>).</summary>
public sealed record CellRequest(string CellId, string Code, string Language = "csharp");

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It did not compile, or threw.</summary>
    Error,

    /// <summary>It was asked to stop and did.</summary>
    Interrupted,

    /// <summary>The process it ran in ended.</summary>
    Died,
}

/// <summary>How a cell ended, how long it took, and how many bytes of memory its process then used, where that is known.</summary>
public sealed record CellResult(CellStatus Status, TimeSpan Elapsed, long? Memory = null);
