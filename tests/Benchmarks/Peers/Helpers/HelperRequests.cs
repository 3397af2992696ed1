using Benchmarks.Workloads;

namespace Benchmarks.Peers.Helpers;

/// <summary>hello, or close, which drops the workload that is open.</summary>
internal sealed record PlainRequest(string Command);

/// <summary>So many calls, each timed.</summary>
internal sealed record TimeRequest(int Calls)
{
    public string Command => "time";
}

/// <summary>A workload with its weights and data, as bytes of doubles.</summary>
internal sealed record OpenRequest(
    IReadOnlyList<LayerSpec> Layers, int Batch, int Steps, int Features, bool IsDouble, Mode Mode, int Threads,
    int ComparedStep, int Repeats, IReadOnlyList<SentWeight> Weights, byte[] X, byte[] Y)
{
    public string Command => "open";
}

/// <summary>A weight in Keras' layout.</summary>
internal sealed record SentWeight(int Layer, string Name, IReadOnlyList<int> Shape, byte[] Values);
