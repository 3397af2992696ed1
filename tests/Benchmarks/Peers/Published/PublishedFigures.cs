using Benchmarks.Workloads;

namespace Benchmarks.Peers.Published;

/// <summary>
/// What the peers reached on a 2-core AMD Zen 5 guest on 2026-11-23, by the names of --peers: TorchSharp 0.107, ONNX Runtime
/// 1.31, PyTorch 1.13 with OpenBLAS. They stand in, scaled, for a peer that cannot be loaded where the benchmark runs.
/// </summary>
internal static class PublishedFigures
{
    public static IReadOnlyDictionary<string, IReadOnlyList<PublishedFigure>> All { get; } = new Dictionary<string, IReadOnlyList<PublishedFigure>>
    {
        ["torchsharp"] =
        [
            new("W1", Mode.Train, 1, 0.95), new("W1", Mode.Train, 2, 0.95),
            new("W2", Mode.Train, 1, 0.93), new("W2", Mode.Train, 2, 0.88),
            new("W2", Mode.Forward, 1, 0.214), new("W2", Mode.Forward, 2, 0.179),
            new("W3", Mode.Train, 1, 17.7), new("W3", Mode.Train, 2, 11.5),
            new("W3", Mode.Forward, 1, 2.91), new("W3", Mode.Forward, 2, 1.62),
            new("W4", Mode.Train, 1, 260), new("W4", Mode.Train, 2, 151),
            new("W4", Mode.Forward, 1, 72.3), new("W4", Mode.Forward, 2, 36.9),
            new("W5", Mode.Step, 1, 0.0137),
            new("job-lstm", Mode.Job, 1, 4600), new("job-lstm", Mode.Job, 2, 5100),
            new("job-rnn", Mode.Job, 1, 4100), new("job-rnn", Mode.Job, 2, 6000),
        ],
        ["ort"] =
        [
            new("W2", Mode.Forward, 1, 0.169), new("W2", Mode.Forward, 2, 0.095),
            new("W3", Mode.Forward, 1, 3.16), new("W3", Mode.Forward, 2, 1.55),
            new("W4", Mode.Forward, 1, 74.7), new("W4", Mode.Forward, 2, 37.6),
            new("W5", Mode.Step, 1, 0.0055), new("W5", Mode.Step, 2, 0.0053),
        ],
        ["torch"] =
        [
            new("W1", Mode.Train, 1, 0.98),
            new("W2", Mode.Train, 1, 2.55), new("W2", Mode.Forward, 1, 0.548),
            new("W3", Mode.Train, 1, 25), new("W3", Mode.Forward, 1, 7.3),
            new("W4", Mode.Train, 1, 211), new("W4", Mode.Forward, 1, 151),
            new("W5", Mode.Step, 1, 0.029),
            new("job-lstm", Mode.Job, 1, 11000), new("job-rnn", Mode.Job, 1, 5400),
        ],
    };
}
