namespace Benchmarks.Workloads;

/// <summary>Sizes and layers beside those of the table: odd widths, batches of 1, 7 and 256, one step to a thousand, both directions, double.</summary>
internal static class OtherShapes
{
    private static readonly Mode[] s_trainAndForward = [Mode.Train, Mode.Forward];

    public static IReadOnlyList<Workload> All { get; } =
    [
        Of("lstm-33", LayerKind.Lstm, 33, 32, 50, 8),
        Of("lstm-100", LayerKind.Lstm, 100, 32, 50, 8),
        Of("lstm-256", LayerKind.Lstm, 256, 32, 50, 64),
        Of("lstm-100-batch1", LayerKind.Lstm, 100, 1, 50, 8),
        Of("lstm-100-batch7", LayerKind.Lstm, 100, 7, 50, 8),
        Of("lstm-100-batch256", LayerKind.Lstm, 100, 256, 50, 8),
        Of("lstm-64-steps1", LayerKind.Lstm, 64, 32, 1, 16),
        Of("lstm-64-steps1000", LayerKind.Lstm, 64, 32, 1000, 1),
        Of("rnn-33", LayerKind.SimpleRnn, 33, 32, 50, 8),
        Of("rnn-100-batch256", LayerKind.SimpleRnn, 100, 256, 50, 8),
        Of("rnn-64-steps1000", LayerKind.SimpleRnn, 64, 32, 1000, 1),
        Of("gru-33", LayerKind.Gru, 33, 32, 50, 8),
        Of("gru-128", LayerKind.Gru, 128, 32, 100, 32),
        Of("gru-100-batch7", LayerKind.Gru, 100, 7, 50, 8),
        Of("bidirectional-lstm-64", LayerKind.Lstm, 64, 32, 50, 16, bidirectional: true),
        Of("bidirectional-gru-100", LayerKind.Gru, 100, 32, 50, 16, bidirectional: true),
        Of("lstm-128-double", LayerKind.Lstm, 128, 32, 50, 32, isDouble: true),
        Of("gru-64-double", LayerKind.Gru, 64, 32, 50, 16, isDouble: true),
        new("gru-128-stream", [new(LayerKind.Gru, 128)], 1, 1, 16, [Mode.Step]),
        new("lstm-33-stream", [new(LayerKind.Lstm, 33)], 1, 1, 16, [Mode.Step]),
    ];

    private static Workload Of(
        string name, LayerKind kind, int units, int batch, int steps, int features, bool bidirectional = false, bool isDouble = false) =>
        new(name, [new(kind, units, Bidirectional: bidirectional), new(LayerKind.Dense, 1)], batch, steps, features, s_trainAndForward, isDouble);
}
