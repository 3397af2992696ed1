namespace Benchmarks.Workloads;

/// <summary>The layers that are compared.</summary>
internal enum LayerKind
{
    SimpleRnn,
    Lstm,
    Gru,
    Dense,
}
