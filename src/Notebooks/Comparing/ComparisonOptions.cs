namespace Notebooks;

/// <summary>How far apart outputs may be and still count as equal.</summary>
public sealed record ComparisonOptions
{
    /// <summary>How far apart two numbers may be, as a part of the larger.</summary>
    public double RelativeTolerance { get; init; } = 1e-5;

    /// <summary>How far apart two numbers may be whatever their size.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-8;

    /// <summary>How far apart the pixels of two PNG pictures may be on average, as a part of the whole range; 0 for equal pixels.</summary>
    public double ImageTolerance { get; init; }

    /// <summary>What is made alike in texts before they are compared.</summary>
    public IReadOnlyList<SanitizingRule> Rules { get; init; } = SanitizingRule.BuiltIn;

    /// <summary>Compares only the cells tagged <c>nbval-check-output</c>.</summary>
    public bool OnlyChecked { get; init; }
}
