using Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>The same jobs as the program Job, as a person would write them with TorchSharp.</summary>
internal static class Job
{
    public static void Run(string name)
    {
        torch.random.manual_seed(1);
        switch (name)
        {
            case "rnn":
                Fit(Stacked(LayerKind.SimpleRnn));
                break;
            case "lstm":
                Fit(Stacked(LayerKind.Lstm));
                break;
            case "w3":
                Steps(Model(32, new(LayerKind.Lstm, 128), new(LayerKind.Dense, 1)), [32, 100, 32], 1);
                break;
            case "w4":
                Steps(Model(512, new(LayerKind.Lstm, 512), new(LayerKind.Dense, 10)), [64, 50, 512], 10);
                break;
            default:
                throw new ArgumentException($"There is no job '{name}'; there are rnn, lstm, w3 and w4.");
        }
    }

    private static Stack Stacked(LayerKind kind) => Model(1, new(kind, 64, Sequences: true), new(kind, 32), new(LayerKind.Dense, 1));

    private static Stack Model(int features, params LayerSpec[] layers) => new(layers, features, ScalarType.Float32, batchFirst: true);

    private static void Fit(Stack model)
    {
        var optimizer = optim.Adam(model.parameters());
        var wave = sin(0.1 * (arange(1000).unsqueeze(1) + arange(11)));
        var (xs, ys) = (wave[.., ..10].unsqueeze(2).contiguous(), wave[.., 10..].contiguous());
        double total = 0;
        for (int epoch = 0; epoch < 100; epoch++)
        {
            using var scope = NewDisposeScope();
            var order = randperm(1000);
            total = 0;
            for (int start = 0; start < 1000; start += 32)
            {
                using var step = NewDisposeScope();
                var batch = order[start..Math.Min(start + 32, 1000)];
                total += Step(model, optimizer, xs.index_select(0, batch), ys.index_select(0, batch)) * batch.shape[0];
            }
        }

        Console.WriteLine(total / 1000);
    }

    private static void Steps(Stack model, long[] shape, int outputs)
    {
        var optimizer = optim.Adam(model.parameters());
        var (x, y) = (full(shape, 0.5f), zeros(shape[0], outputs));
        for (int k = 0; k < 5; k++)
        {
            using var scope = NewDisposeScope();
            Console.WriteLine(Step(model, optimizer, x, y));
        }
    }

    private static float Step(Stack model, optim.Optimizer optimizer, Tensor x, Tensor y)
    {
        optimizer.zero_grad();
        var loss = nn.functional.mse_loss(model.forward(x), y);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
