using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>How much of a value is shown. What is cut is said; cells may set other limits.</summary>
public static class OutputLimits
{
    private const int Kilobyte = 1024;
    private static int s_rows = Formatter.ListExpansionLimit = 50;
    private static int s_depth = Formatter.RecursionLimit = 4;

    /// <summary>Rows of a table, and items of a sequence.</summary>
    public static int Rows
    {
        get => s_rows;
        set => s_rows = Formatter.ListExpansionLimit = Positive(value);
    }

    /// <summary>Columns of a table.</summary>
    public static int Columns { get; set => field = Positive(value); } = 20;

    /// <summary>How deep objects within objects are shown.</summary>
    public static int Depth
    {
        get => s_depth;
        set => s_depth = Formatter.RecursionLimit = Positive(value);
    }

    /// <summary>Characters of one form of a value.</summary>
    public static int ValueLength { get; set => field = Positive(value); } = 64 * Kilobyte;

    /// <summary>Characters of one form of a chart or of a picture.</summary>
    public static int ChartLength { get; set => field = Positive(value); } = 400 * Kilobyte;

    /// <summary>Characters of all values that one cell shows; console text does not count.</summary>
    public static int CellLength { get; set => field = Positive(value); } = Kilobyte * Kilobyte;

    internal static void Apply() => (Rows, Depth) = (s_rows, s_depth);

    private static int Positive(int value) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is at least 1.");
}
