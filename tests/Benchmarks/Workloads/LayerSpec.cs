namespace Benchmarks.Workloads;

/// <summary>A layer as every engine here can build it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Units">Number of units, of each direction where there are two.</param>
/// <param name="Sequences">Whether it hands on every step's output.</param>
/// <param name="Bidirectional">Whether a second layer reads the steps backwards, the outputs side by side.</param>
internal sealed record LayerSpec(LayerKind Kind, int Units, bool Sequences = false, bool Bidirectional = false)
{
    /// <summary>Size of the output's last axis.</summary>
    public int Width => Bidirectional ? 2 * Units : Units;
}
