namespace Notebooks;

/// <summary>What a script of a cell becomes in a program: statements in place, and declarations that move.</summary>
/// <param name="Statements">The code that stays where the cell stood.</param>
/// <param name="Usings">Its usings.</param>
/// <param name="Types">Types, for the end of the program.</param>
/// <param name="Members">Static members of the program's class.</param>
/// <param name="Extensions">Extension methods, which need a class of their own.</param>
internal sealed record ProgramText(string Statements, IReadOnlyList<string> Usings, IReadOnlyList<string> Types, IReadOnlyList<string> Members, IReadOnlyList<string> Extensions);

/// <summary>Something in a cell that has no form in a program.</summary>
internal sealed class NotAProgramException(int line, string problem) : Exception(problem)
{
    /// <summary>The line in the cell, from 1.</summary>
    public int Line { get; } = line;
}
