namespace Reader.Live;

/// <summary>Which cells a run means, as seen from one cell.</summary>
internal enum RunScope
{
    /// <summary>The cell.</summary>
    Cell,

    /// <summary>The cell, and before it what it needs and is not up to date.</summary>
    Needs,

    /// <summary>The cells above it.</summary>
    Above,

    /// <summary>All cells.</summary>
    All,
}
