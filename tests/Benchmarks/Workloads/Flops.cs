namespace Benchmarks.Workloads;

/// <summary>Floating-point operations of a call, matrix products only; a training step counts three times its forward pass.</summary>
internal static class Flops
{
    public static double Of(Workload workload, Mode mode)
    {
        double sum = 0;
        int width = workload.Features;
        bool sequence = true;
        foreach (var layer in workload.Layers)
        {
            sum += OfLayer(layer, width, workload.Batch * (sequence ? workload.Steps : 1.0));
            width = layer.Width;
            sequence = sequence && (layer.Kind == LayerKind.Dense || layer.Sequences);
        }

        return mode == Mode.Train ? 3 * sum : sum;
    }

    // rows: samples times steps
    private static double OfLayer(LayerSpec layer, int width, double rows)
    {
        int gates = layer.Kind switch { LayerKind.Lstm => 4, LayerKind.Gru => 3, _ => 1 };
        double perRow = layer.Kind == LayerKind.Dense ? width * layer.Units : (double)gates * layer.Units * (width + layer.Units);
        return 2 * rows * perRow * (layer.Bidirectional ? 2 : 1);
    }
}
