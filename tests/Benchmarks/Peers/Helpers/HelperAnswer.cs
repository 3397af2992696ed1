namespace Benchmarks.Peers.Helpers;

/// <summary>What a helper answers.</summary>
internal sealed record HelperAnswer
{
    /// <summary>Why it cannot do what it was asked, in its own words.</summary>
    public string? Error { get; init; }

    /// <summary>To "hello": its name, version and what it computes with.</summary>
    public string? Name { get; init; }

    /// <summary>To "open": the outputs before any training, as bytes of doubles.</summary>
    public byte[]? Output { get; init; }

    /// <summary>To "time": milliseconds of each call.</summary>
    public double[]? Milliseconds { get; init; }
}
