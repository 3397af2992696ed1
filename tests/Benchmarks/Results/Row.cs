using System.Text.Json.Serialization;
using Benchmarks.Workloads;

namespace Benchmarks.Results;

/// <summary>The engine beside one peer. Times are in ms, the best of the run unless called median.</summary>
internal sealed record Row
{
    public required string Workload { get; init; }

    public required Mode Mode { get; init; }

    public required int Threads { get; init; }

    public required double OwnMs { get; init; }

    public required double OwnMedianMs { get; init; }

    /// <summary>Null where nothing could be compared.</summary>
    public string? Peer { get; init; }

    public double? PeerMs { get; init; }

    public double? PeerMedianMs { get; init; }

    /// <summary>The engine's matrix products against the most that this processor reached in the same run, from 0 to 1.</summary>
    public double? ShareOfPeak { get; init; }

    /// <summary>Most memory that a whole process of it held.</summary>
    public double? OwnPeakMib { get; init; }

    public double? PeerPeakMib { get; init; }

    /// <summary>How many times faster the engine is.</summary>
    [JsonIgnore]
    public double? Ratio => PeerMs / OwnMs;
}
