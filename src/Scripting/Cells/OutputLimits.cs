using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>How much of a value is shown. What is cut is said; cells may set other limits.</summary>
public static class OutputLimits
{
    private const int Kilobyte = 1024;
    private static readonly int s_libraryRows = Formatter.ListExpansionLimit;
    private static readonly int s_libraryDepth = Formatter.RecursionLimit;
    private static int s_rows = Formatter.ListExpansionLimit = 50;
    private static int s_depth = Formatter.RecursionLimit = 4;

    /// <summary>Rows of a table, and items of a sequence.</summary>
    public static int Rows
    {
        get => Math.Max(Formatter.ListExpansionLimit, 1); // older notebooks set it there
        set => s_rows = Formatter.ListExpansionLimit = Positive(value);
    }

    /// <summary>Columns of a table.</summary>
    public static int Columns { get; set => field = Positive(value); } = 20;

    /// <summary>Properties of an object.</summary>
    public static int Properties { get; set => field = Positive(value); } = 100;

    /// <summary>How deep objects within objects are shown.</summary>
    public static int Depth
    {
        get => Math.Max(Formatter.RecursionLimit, 1);
        set => s_depth = Formatter.RecursionLimit = Positive(value);
    }

    /// <summary>Characters of one form of a value.</summary>
    public static int ValueLength { get; set => field = Positive(value); } = 64 * Kilobyte;

    /// <summary>Characters of one form of a chart or of a picture.</summary>
    public static int ChartLength { get; set => field = Positive(value); } = 400 * Kilobyte;

    /// <summary>Characters of all values that one cell shows; console text does not count.</summary>
    public static int CellLength { get; set => field = Positive(value); } = Kilobyte * Kilobyte;

    // The library has forgotten them; what a cell has set since is kept.
    internal static void Apply()
    {
        Formatter.ListExpansionLimit = Formatter.ListExpansionLimit == s_libraryRows ? s_rows : Formatter.ListExpansionLimit;
        Formatter.RecursionLimit = Formatter.RecursionLimit == s_libraryDepth ? s_depth : Formatter.RecursionLimit;
    }

    private static int Positive(int value) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is at least 1.");
}
