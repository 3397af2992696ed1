using System.Diagnostics;

namespace Recurrent.Tests;

public class ZeroAllocationTests
{
    public static TheoryData<string> Names() => [.. Models.Keys];

    private static Dictionary<string, Func<Layer[]>> Models { get; } = new()
    {
        ["simple"] = () => [new SimpleRnn(9, returnSequences: true), new SimpleRnn(5), new Dense(1)],
        ["lstm"] = () => [new Lstm(9, returnSequences: true), new Lstm(5), new Dense(1)],
        ["gru"] = () => [new Gru(9, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2), new Gru(5, resetAfter: false), new Dense(1)],
        ["bidirectional"] = () => [new Bidirectional(new Lstm(4, returnSequences: true)), new Bidirectional(new Gru(3), MergeMode.Multiply), new Dense(1)],
        ["min and diagonal"] = () => [new MinLstm(6, returnSequences: true), new MinLstm(4, returnSequences: true, parallelScan: true), new DiagonalLinear(4), new Dense(1)],
        ["dropout and attention"] = () => [new Dropout(0.2), new Lstm(4, returnSequences: true), new AttentionReadout(3), new Dropout(0.1), new Dense(1)],
        ["stateful, backwards"] = () => [new Lstm(4, stateful: true, goBackwards: true), new Dense(1)],
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainOnBatch_AllocatesNothingOnceWarm(string name)
    {
        var model = new Sequential(Models[name]());
        model.Compile(new Adam { GlobalClipNorm = 1 }, "mse");
        model.Threads = 1;
        Inputs<float> x = Samples.Normal<float>(1, 33, 7, 2);
        var y = Samples.Normal<float>(2, 33, 1);
        Assert.Equal(0, BytesOf(() => model.TrainOnBatch(x, y)));
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("mae")]
    [InlineData("huber")]
    [InlineData("binary_crossentropy")]
    [InlineData("categorical_crossentropy")]
    [InlineData("sparse_categorical_crossentropy")]
    public void TrainOnBatch_AllocatesNothingForAnyLossOrOptimiser(string loss)
    {
        foreach (string optimizer in (string[])["sgd", "adam", "adamw", "rmsprop", "adagrad"])
        {
            var model = new Sequential(new Embedding(4, 3), new SimpleRnn(4), new Dense(3, Activation.Softmax)) { Threads = 1, MeasureGradientNorm = true };
            model.Compile(optimizer, loss, metrics: ["mse", "mae", "accuracy"]);
            Inputs<float> x = Samples.Indices<float>(1, 4, 8, 5);
            var y = loss.StartsWith("sparse", StringComparison.Ordinal) ? Samples.Indices<float>(2, 3, 8) : new Tensor<float>(8, 3);
            Assert.Equal(0, BytesOf(() => model.TrainOnBatch(x, y)));
        }
    }

    [Fact]
    public void Windows_NeedMemoryThatDoesNotGrowWithTheSequence()
    {
        long FirstStep(int steps)
        {
            var model = new Sequential(new Lstm(8, returnSequences: true), new Dense(1)) { Threads = 1 };
            model.Compile("sgd", "mse");
            model.Build(2);
            Inputs<float> x = new Tensor<float>(4, steps, 2);
            var y = new Tensor<float>(4, steps, 1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.TrainOnBatch(x, y, truncation: new Truncation(20));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        FirstStep(40);
        Assert.InRange(FirstStep(10_000), 0, FirstStep(100) + 1000);
    }

    [Fact]
    public void TrainOnBatch_AllocatesNothingInWindows()
    {
        var model = new Sequential(new Lstm(4, returnSequences: true), new Dense(1)) { Threads = 1 };
        model.Compile("sgd", "mse");
        Inputs<float> x = Samples.Normal<float>(1, 8, 50, 2);
        var y = Samples.Normal<float>(2, 8, 50, 1);
        var truncation = new Truncation(10, 5);
        Assert.Equal(0, BytesOf(() => model.TrainOnBatch(x, y, truncation: truncation)));
    }

    [Fact]
    public void TrainOnBatch_AllocatesNothingWithMaskWeightsAndInitialState()
    {
        var model = new Sequential(new Lstm(4), new Dense(1));
        model.Compile("rmsprop", "huber");
        model.Threads = 1;
        var mask = new Tensor<float>(8, 5);
        mask.AsSpan()[..29].Fill(1);
        var x = new Inputs<float>(Samples.Normal<float>(1, 8, 5, 2)).WithMask(0, mask).WithInitialState(0, new(8, 4), new(8, 4));
        var y = Samples.Normal<float>(2, 8);
        var weight = Samples.Normal<float>(3, 8);
        Assert.Equal(0, BytesOf(() => model.TrainOnBatch(x, y, weight)));
    }

    [Fact]
    public void TrainOnBatch_AllocatesNothingOnTheCallersThreadWithTwo()
    {
        var model = new Sequential(new Lstm(64), new Dense(1)) { Threads = 2 };
        model.Compile("sgd", "mse");
        Inputs<float> x = Samples.Normal<float>(1, 64, 12, 2);
        var y = Samples.Normal<float>(2, 64);
        Assert.Equal(0, BytesOf(() => model.TrainOnBatch(x, y)));
    }

    // What ten steps allocate once the runtime has compiled them for good, which it does in the background: code compiled in haste puts numbers in boxes.
    private static long BytesOf(Action step)
    {
        long bytes = long.MaxValue;
        for (var clock = Stopwatch.StartNew(); bytes > 0 && clock.Elapsed < TimeSpan.FromSeconds(20);)
        {
            for (int k = 0; k < 40; k++)
            {
                step();
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int k = 0; k < 10; k++)
            {
                step();
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return bytes;
    }
}
