using Scripting;

namespace Notebooks;

/// <summary>Answers questions about a cell that is being written, in the state of a session; a cell may run meanwhile.</summary>
public interface ICellInsight
{
    /// <summary>What could stand at a place.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">Where in it, counted in UTF-16 units.</param>
    /// <param name="language">Its language.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The position is not in the cell, or the language is not known.</exception>
    Task<CompletionList> CompleteAsync(string code, int position, string language, CancellationToken cancellationToken = default);

    /// <summary>What is known about the name at a place, or null.</summary>
    /// <inheritdoc cref="CompleteAsync"/>
    Task<Inspection?> InspectAsync(string code, int position, string language, CancellationToken cancellationToken = default);

    /// <summary>What the compiler says against the cell.</summary>
    /// <inheritdoc cref="CompleteAsync"/>
    Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, string language, CancellationToken cancellationToken = default);
}
