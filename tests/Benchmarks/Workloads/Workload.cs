namespace Benchmarks.Workloads;

/// <summary>A model and the size of what goes through it.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Layers">First layer first.</param>
/// <param name="Batch">Samples in a call.</param>
/// <param name="Steps">Time steps of a sample.</param>
/// <param name="Features">Numbers in a time step.</param>
/// <param name="Modes">What is timed.</param>
/// <param name="IsDouble">Double instead of single precision.</param>
internal sealed record Workload(
    string Name, IReadOnlyList<LayerSpec> Layers, int Batch, int Steps, int Features, IReadOnlyList<Mode> Modes, bool IsDouble = false)
{
    /// <summary>Width of the target.</summary>
    public int Outputs => Layers[^1].Width;
}
