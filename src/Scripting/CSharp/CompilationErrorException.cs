namespace Scripting.CSharp;

/// <summary>The cell does not compile. <see cref="Lines"/> shows each error with the line of the cell it stands in.</summary>
internal sealed class CompilationErrorException(string message, IReadOnlyList<string> lines) : Exception(message)
{
    public IReadOnlyList<string> Lines { get; } = lines;
}
