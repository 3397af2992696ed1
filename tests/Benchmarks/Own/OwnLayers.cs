using Benchmarks.Workloads;
using Recurrent;

namespace Benchmarks.Own;

/// <summary>The engine's layers for a workload.</summary>
internal static class OwnLayers
{
    public static Layer[] For(Workload workload) => [.. workload.Layers.Select(Create)];

    private static Layer Create(LayerSpec spec)
    {
        if (spec.Kind == LayerKind.Dense)
        {
            return new Dense(spec.Units);
        }

        RecurrentLayer layer = spec.Kind switch
        {
            LayerKind.SimpleRnn => new SimpleRnn(spec.Units, returnSequences: spec.Sequences),
            LayerKind.Lstm => new Lstm(spec.Units, returnSequences: spec.Sequences),
            LayerKind.Gru => new Gru(spec.Units, returnSequences: spec.Sequences),
            _ => throw new BenchmarkException($"No recurrent layer of the engine is called {spec.Kind}."),
        };
        return spec.Bidirectional ? new Bidirectional(layer) : layer;
    }
}
