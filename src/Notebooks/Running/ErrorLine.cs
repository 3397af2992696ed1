using System.Globalization;
using System.Text.RegularExpressions;
using Scripting;

namespace Notebooks;

/// <summary>Where in its cell an error arose.</summary>
public static partial class ErrorLine
{
    /// <summary>The line of the cell, from 1, that an error's traceback points to first, or null if it points to none.</summary>
    public static int? Of(ErrorOutput error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var line = error.Traceback.Select(text => LineOfCell().Match(text)).FirstOrDefault(match => match.Success);
        return line is null ? null : int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture);
    }

    // How the session points at a line of a cell, in compile errors and in stack traces.
    [GeneratedRegex(@"cell \d+(, line |\()(?<line>\d+)")]
    private static partial Regex LineOfCell();
}
