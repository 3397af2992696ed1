namespace Recurrent.Tests;

public class FitTests
{
    private static readonly Tensor<float> X = Samples.Normal<float>(1, 40, 6, 2);
    private static readonly Tensor<float> Y = Samples.Normal<float>(2, 40, 1);

    [Fact]
    public void Fit_LearnsASineBetterThanTheLastValue()
    {
        var windows = SeriesWindows.Cut(SequenceTasks.NoisySine(400, 17, 0.02, 1), 10);
        var model = new Sequential(new Lstm(16), new Dense(1));
        model.Compile(new Adam(0.01), "mse");
        model.Fit(windows.Training.X, windows.Training.Y, epochs: 20, seed: 1);
        double error = model.Evaluate(windows.Test.X, windows.Test.Y), last = 0;
        for (int n = 0; n < windows.Test.Y.Shape[0]; n++)
        {
            double gap = windows.Test.X[n, 9, 0] - windows.Test.Y[n, 0];
            last += gap * gap / windows.Test.Y.Shape[0];
        }

        Assert.True(error < last / 5, $"model {error}, last value {last}");
    }

    [Fact]
    public void Fit_IsTheSameForTheSameSeedAndGoesOnFromCallToCall()
    {
        var once = Model();
        var both = once.Fit(X, Y, epochs: 4, seed: 5);
        var twice = Model();
        var first = twice.Fit(X, Y, epochs: 2, seed: 5);
        var second = twice.Fit(X, Y, epochs: 2);
        Assert.Equal(both.Loss, first.Loss.Concat(second.Loss));
        Assert.Equal(once.Updates, twice.Updates);
        Assert.Equal([0, 1, 2, 3], both.Epoch);
        Assert.NotEqual(both.Loss[0], Model().Fit(X, Y, seed: 6).Loss[0]);
    }

    [Fact]
    public void Fit_TakesGivenValidationBeforeASplit()
    {
        var model = Model();
        var history = model.Fit(X, Y, validationSplit: 0.5, validationData: (X, Y), seed: 1);
        Assert.Equal(2, model.Updates);
        Assert.Equal(model.Evaluate(X, Y), history.ValidationLoss[0], 1e-6);
    }

    [Fact]
    public void Fit_ValidatesEverySecondEpochWhereAsked()
    {
        var rare = Model().Fit(X, Y, epochs: 5, validationSplit: 0.25, validationFrequency: 2, validationBatchSize: 3, seed: 1);
        var always = Model().Fit(X, Y, epochs: 5, validationSplit: 0.25, seed: 1);
        Assert.Equal(5, rare.Loss.Count);
        Assert.Equal(2, rare.ValidationLoss.Count);
        Assert.Equal(always.ValidationLoss[3], rare.ValidationLoss[1], 1e-6);
    }

    [Fact]
    public void Compile_WithoutAnOptimizerTakesRmsprop()
    {
        var model = new Sequential(new Dense(1));
        model.Compile("mae");
        Assert.Equal("rmsprop", model.Optimizer!.Name);
        Assert.Equal("mean_absolute_error", model.Loss!.Name);
    }

    [Fact]
    public void Fit_TellsItsProgressAndStopsWhenCancelled()
    {
        var seen = new List<EpochProgress>();
        var source = new CancellationTokenSource();
        var progress = new Report(p =>
        {
            seen.Add(p);
            if (seen.Count == 3)
            {
                source.Cancel();
            }
        });
        var model = Model();
        Assert.Throws<OperationCanceledException>(() => model.Fit(X, Y, epochs: 10, progress: progress, cancellationToken: source.Token));
        Assert.Equal([0, 1, 2], seen.Select(p => p.Epoch));
        Assert.All(seen, p => Assert.True(p.Epochs == 10 && p.ValidationLoss is null && p.Loss > 0));
        Assert.Equal(6, model.Updates);
    }

    [Fact]
    public void EarlyStopping_EndsAndPutsTheBestWeightsBack()
    {
        var stopping = new EarlyStopping(patience: 2, restoreBestWeights: true);
        var model = Model(new Sgd(30.0));
        var history = model.Fit(X, Y, epochs: 50, validationSplit: 0.25, callbacks: [stopping], seed: 1);
        Assert.Equal(stopping.BestEpoch + 3, history.Epochs);
        Assert.Equal(history.ValidationLoss.Min(), stopping.Best);
        Assert.Equal(stopping.Best, model.Evaluate(X.Slice(30, 10), Y.Slice(30, 10)), 1e-6 * stopping.Best);
    }

    [Fact]
    public void Callbacks_SeeEveryUpdateAndItsGradientNorm()
    {
        var watcher = new Watcher();
        var model = Model();
        model.MeasureGradientNorm = true;
        model.Fit(X, Y, epochs: 2, batchSize: 15, callbacks: [watcher]);
        Assert.Equal([(0, 0, 1L), (0, 1, 2L), (0, 2, 3L), (1, 0, 4L), (1, 1, 5L), (1, 2, 6L)], watcher.Batches.Select(b => (b.Epoch, b.Batch, b.Update)));
        Assert.All(watcher.Batches, b => Assert.True(b.GradientNorm > 0));
        Assert.Equal(watcher.Batches[^1].GradientNorm, model.GradientNorm);
    }

    [Fact]
    public void Fit_StopsAtALossThatIsNotFinite()
    {
        var model = Model(new Sgd(1e20));
        model.Build(2);
        float[] before = [];
        var error = Assert.Throws<DivergenceException>(() =>
        {
            for (int k = 0; k < 10; k++)
            {
                before = [.. model.Variables.SelectMany(v => v.Value.ToArray())];
                model.TrainOnBatch(X, Y);
            }
        });
        Assert.Equal(before, model.Variables.SelectMany(v => v.Value.ToArray()));
        Assert.Equal(model.Updates + 1, error.Update);
        Assert.Matches("^(simple_rnn|dense)/", error.Layer);
        Assert.Contains("StopOnDivergence", error.Message);
        Assert.All(before, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Fit_ShowsTheExplosionWhereAsked()
    {
        var model = Model(new Sgd(1e20));
        model.StopOnDivergence = false;
        var history = model.Fit(X, Y, epochs: 4);
        Assert.Contains(history.Loss, l => !double.IsFinite(l));
    }

    [Fact]
    public void SampleWeights_ScaleLossAndGradient()
    {
        var model = Model();
        model.Build(2);
        var ones = new Tensor<float>(40);
        ones.AsSpan().Fill(2);
        Assert.Equal(2 * model.Evaluate(X, Y), model.Evaluate(X, Y, sampleWeight: ones), 1e-6);

        // a weight of zero takes a sample out, but the divisor stays
        var half = new Tensor<float>(40);
        half.AsSpan()[..20].Fill(1);
        Assert.Equal(model.Evaluate(X.Slice(0, 20), Y.Slice(0, 20)) / 2, model.Evaluate(X, Y, sampleWeight: half), 1e-6);
    }

    [Fact]
    public void Truncation_StopsTheGradientAtTheWindow()
    {
        // the class stands at the first step; rows of the kernel that only the first step touches get no gradient
        var data = SequenceTasks.RememberFirst(20, 12, seed: 1);
        var model = new Sequential(new Lstm(5), new Dense(2));
        model.Compile(new Sgd(0.0), new SparseCategoricalCrossEntropy(fromLogits: true));
        model.TrainOnBatch(data.X, data.Y, truncation: new Truncation(5));
        Assert.All(model.Variables[0].Gradient.AsSpan()[..(2 * 20)].ToArray(), g => Assert.Equal(0, g));
        Assert.Contains(model.Variables[0].Gradient.ToArray(), g => g != 0);
        model.TrainOnBatch(data.X, data.Y);
        Assert.Contains(model.Variables[0].Gradient.AsSpan()[..(2 * 20)].ToArray(), g => g != 0);
    }

    [Fact]
    public void Truncation_KeepsTheLossAndNamesWhatItCannotCut()
    {
        var y = Samples.Normal<float>(3, 40, 6, 3);
        var model = new Sequential(new Gru(3, returnSequences: true));
        model.Compile(new Sgd(0.0), "mse");
        double loss = model.TrainOnBatch(X, y);
        Assert.Equal(loss, model.TrainOnBatch(X, y, truncation: new Truncation(4, 3)), 1e-6);
        Assert.Equal(loss, model.TrainOnBatch(X, y, truncation: new Truncation(2)), 1e-6);
        var both = new Sequential(new Bidirectional(new Gru(3)));
        both.Compile("sgd", "mse");
        Assert.Throws<ArgumentException>("truncation", () => both.Fit(X, new float[40, 6], truncation: new Truncation(2)));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => new Truncation(2, 3));
    }

    [Fact]
    public void Schedules_FollowTheirFormulas()
    {
        var exponential = new ExponentialDecay(0.1, 10, 0.5);
        Assert.Equal([0.1, 0.1 * Math.Sqrt(0.5), 0.05], (double[])[exponential.At(0), exponential.At(5), exponential.At(10)]);
        Assert.Equal(0.1, new ExponentialDecay(0.1, 10, 0.5, staircase: true).At(9));
        var cosine = new CosineDecay(0.2, 8, alpha: 0.1);
        Assert.Equal(0.2, cosine.At(0), 1e-15);
        Assert.Equal(0.11, cosine.At(4), 1e-15);
        Assert.Equal(0.02, cosine.At(100), 1e-15);
        var steps = new StepDecay([3, 5], [1, 0.5, 0.1]);
        Assert.Equal([1, 1, 0.5, 0.5, 0.1], (double[])[steps.At(0), steps.At(3), steps.At(4), steps.At(5), steps.At(6)]);
    }

    [Fact]
    public void Optimizers_TakeTheirFirstStepByHand()
    {
        // one weight, gradient 2 (y - t) x = 2: w = 1, x = 1, t = 0
        Assert.Equal(1 - (0.1 * 2 / Math.Sqrt(0.1 + 4 + 1e-7)), FirstStep(new Adagrad(0.1)), 1e-12);
        double adam = 1 - (0.1 * Math.Sqrt(1 - 0.999) / (1 - 0.9) * 0.2 / (Math.Sqrt(0.004) + 1e-7));
        Assert.Equal(adam - (0.1 * 0.004), FirstStep(new AdamW(0.1)), 1e-9);
        Assert.Equal(1 - (0.1 * 0.5), FirstStep(new Sgd(0.1) { ClipValue = 0.5 }), 1e-12);
        Assert.Equal(1 - (0.1 * 1.5), FirstStep(new Sgd(0.1) { ClipNorm = 1.5 }), 1e-12);
        Assert.Equal(0.99 - 0.2, FirstStep(new Sgd(0.1) { WeightDecay = 0.1 }), 1e-12);
    }

    private static double FirstStep(Optimizer optimizer)
    {
        var model = new Sequential<double>(new Dense(1, useBias: false, kernelInitializer: Initializer.Ones));
        model.Compile(optimizer, "mse");
        model.TrainOnBatch(new double[,] { { 1 } }, new double[,] { { 0 } });
        return model[0, "kernel"][0, 0];
    }

    private static Sequential Model(Optimizer? optimizer = null)
    {
        var model = new Sequential(new SimpleRnn(5, Activation.Relu), new Dense(1));
        model.Compile(optimizer ?? new Adam(), "mse");
        return model;
    }

    private sealed class Report(Action<EpochProgress> told) : IProgress<EpochProgress>
    {
        void IProgress<EpochProgress>.Report(EpochProgress value) => told(value);
    }

    private sealed class Watcher : Callback
    {
        public List<BatchProgress> Batches { get; } = [];

        public override void OnBatchEnd(BatchProgress batch, TrainingControl control) => Batches.Add(batch);
    }
}
