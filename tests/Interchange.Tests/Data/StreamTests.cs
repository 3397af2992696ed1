using Recurrent;

namespace Interchange.Tests;

/// <summary>Tests that look at the memory of the process run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class StreamTests
{
    private const int Steps = 100;
    private const int Features = 16;

    [Fact]
    public async Task FitAsync_MakesTheUpdatesOfTrainOnBatch()
    {
        Sequential first = Model(), second = Model();
        var result = await first.FitAsync(Batches(5, samples: 8));
        double sum = 0;
        await foreach (var batch in Batches(5, samples: 8))
        {
            sum += second.TrainOnBatch(batch.X, batch.Y);
        }

        Assert.Equal(first.Variables.SelectMany(v => v.Value.ToArray()), second.Variables.SelectMany(v => v.Value.ToArray()));
        Assert.Equal((5L, 40L), (result.Batches, result.Samples));
        Assert.Equal(sum / 5, result.Loss, 12);
    }

    [Fact]
    public async Task PredictAsync_GivesWhatPredictGives()
    {
        var model = Model();
        int count = 0;
        await foreach (var y in model.PredictAsync(Inputs()))
        {
            Assert.Equal(model.Predict(Samples.Normal(count++, 3, 4, Features)).ToArray(), y.ToArray());
        }

        Assert.Equal(4, count);

        static async IAsyncEnumerable<Tensor<float>> Inputs()
        {
            for (int k = 0; k < 4; k++)
            {
                await Task.Yield();
                yield return Samples.Normal(k, 3, 4, Features);
            }
        }
    }

    [Fact]
    public async Task FitAsync_NamesTheBatchThatDoesNotFit()
    {
        var model = Model();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => model.FitAsync(TwoKinds()));
        Assert.Contains("Batch 1 of the stream", error.Message);
        Assert.Equal(1, model.Updates);
        await Assert.ThrowsAsync<InvalidOperationException>(() => model.FitAsync(Batches(0, 1)));

        static async IAsyncEnumerable<Batch<float>> TwoKinds()
        {
            await Task.Yield();
            yield return new Batch<float>(Samples.Normal(1, 2, 3, Features), Samples.Normal(2, 2, 1));
            yield return new Batch<float>(Samples.Normal(1, 2, 3, Features + 1), Samples.Normal(2, 2, 1));
        }
    }

    [Fact]
    public async Task FitAsync_StopsWhereItIsCancelled()
    {
        var model = Model();
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.FitAsync(Batches(100, 2, at: k => { if (k == 3) { source.Cancel(); } }), source.Token));
        Assert.InRange(model.Updates, 3, 4);
    }

    [Fact]
    public Task FitAsync_HoldsOneBatchAtATime() => StreamAtFlatMemory(bytes: 200L << 20);

    // ten gigabytes, as they would come from files; run with -p:VSTestTestCaseFilter=Category=Slow
    [Fact]
    [Trait("Category", "Slow")]
    public Task FitAsync_OfTenGigabytes_HoldsOneBatchAtATime() => StreamAtFlatMemory(bytes: 10L << 30);

    private static async Task StreamAtFlatMemory(long bytes)
    {
        const int samples = 1024;
        const long limit = 150 << 20;
        int count = (int)(bytes / (samples * Steps * Features * sizeof(float)));
        var model = Model();
        await model.FitAsync(Batches(8, samples));
        long before = Environment.WorkingSet, most = 0;
        var result = await model.FitAsync(Batches(count, samples, at: _ => most = Math.Max(most, Environment.WorkingSet)));
        Assert.Equal(count, result.Batches);
        Assert.True(most - before < limit, $"the process grew by {(most - before) >> 20} MiB over {bytes >> 20} MiB of batches");
    }

    private static Sequential Model()
    {
        var model = new Sequential(new SimpleRnn(4), new Dense(1));
        model.Compile(new Sgd(0.001), "mse");
        return model;
    }

    // every batch is new, as if it were read from a file
    private static async IAsyncEnumerable<Batch<float>> Batches(int count, int samples, Action<int>? at = null)
    {
        for (int k = 0; k < count; k++)
        {
            await Task.Yield();
            at?.Invoke(k);
            var x = new Tensor<float>(samples, Steps, Features);
            var y = new Tensor<float>(samples, 1);
            x.AsSpan().Fill(0.01f * (k % 100));
            y.AsSpan().Fill(0.1f);
            yield return new Batch<float>(x, y);
        }
    }
}
