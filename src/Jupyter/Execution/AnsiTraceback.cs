using System.Text.RegularExpressions;
using Scripting;

namespace Jupyter.Execution;

/// <summary>Colours the lines of an error as terminals and notebooks show them: what happened, and where in the cell.</summary>
internal static partial class AnsiTraceback
{
    private const string Red = "\e[31m";
    private const string Cyan = "\e[36m";
    private const string Reset = "\e[0m";

    public static IReadOnlyList<string> Of(ErrorOutput error) => [.. error.Traceback.Select(Colour)];

    private static string Colour(string line) =>
        line.Length == 0 || line.Contains('\e', StringComparison.Ordinal) ? line
        : PlaceInCell().IsMatch(line) ? $"{Cyan}{line}{Reset}"
        : line.StartsWith(' ') ? line
        : $"{Red}{line}{Reset}";

    [GeneratedRegex(@"^\s+at cell \d+, line \d+")]
    private static partial Regex PlaceInCell();
}
