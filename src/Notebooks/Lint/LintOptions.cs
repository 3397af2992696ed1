namespace Notebooks;

/// <summary>Which rules hold, and how strictly.</summary>
public sealed record LintOptions
{
    /// <summary>How large the outputs of a cell may be unless told otherwise, in bytes of the stored file.</summary>
    public const int UsualOutputLimit = 1_000_000;

    /// <summary>The names of the rules that are not applied.</summary>
    public IReadOnlySet<string> Skipped { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How large the outputs of a cell may be, in bytes of the stored file.</summary>
    public int OutputLimit { get; init; } = UsualOutputLimit;
}
