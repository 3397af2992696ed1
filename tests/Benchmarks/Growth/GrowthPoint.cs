namespace Benchmarks.Growth;

/// <summary>A point of a curve: one layer and a dense unit, one size of the three varied and the others kept.</summary>
internal sealed record GrowthPoint
{
    /// <summary>Which curve: hidden, steps or batch.</summary>
    public required string Axis { get; init; }

    public required string Layer { get; init; }

    public required int Hidden { get; init; }

    public required int Steps { get; init; }

    public required int Batch { get; init; }

    public required int Features { get; init; }

    /// <summary>train or forward.</summary>
    public required string Mode { get; init; }

    public required int Threads { get; init; }

    /// <summary>own, or a peer.</summary>
    public required string Engine { get; init; }

    public required double BestMs { get; init; }

    public required double MedianMs { get; init; }
}
