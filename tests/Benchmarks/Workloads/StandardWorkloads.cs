namespace Benchmarks.Workloads;

/// <summary>The five workloads of the README's table.</summary>
internal static class StandardWorkloads
{
    private static readonly Mode[] s_trainAndForward = [Mode.Train, Mode.Forward];

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("W1", Stacked(LayerKind.SimpleRnn), 32, 10, 1, s_trainAndForward),
        new("W2", Stacked(LayerKind.Lstm), 32, 10, 1, s_trainAndForward),
        new("W3", [new(LayerKind.Lstm, 128), new(LayerKind.Dense, 1)], 32, 100, 32, s_trainAndForward),
        new("W4", [new(LayerKind.Lstm, 512), new(LayerKind.Dense, 10)], 64, 50, 512, s_trainAndForward),
        new("W5", [new(LayerKind.Lstm, 128)], 1, 1, 16, [Mode.Step]),
    ];

    // The text's two programs: 64 units with every step's output, 32 units, one number.
    private static LayerSpec[] Stacked(LayerKind kind) => [new(kind, 64, Sequences: true), new(kind, 32), new(LayerKind.Dense, 1)];
}
