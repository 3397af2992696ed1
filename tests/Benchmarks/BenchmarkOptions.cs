namespace Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>File for the rows, or null.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Names of the workloads; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public required IReadOnlyList<int> Threads { get; init; }

    public required int Rounds { get; init; }

    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Folder of a newer C++ library for TorchSharp, or null for the machine's own.</summary>
    public string? TorchSharpLibs { get; init; }

    /// <summary>File for the growth curves; they are measured instead of the table.</summary>
    public string? GrowthFile { get; init; }

    /// <summary>Other shapes instead of W1 to W5 and the jobs.</summary>
    public required bool Shapes { get; init; }
}
