namespace Recurrent.Tests;

public class MetricTests
{
    // a model that returns its input, so that a prediction can be written down
    private static readonly Tensor<double> Binary = new double[,] { { 0.9 }, { 0.4 }, { 0.5 }, { 0.6 } };
    private static readonly Tensor<double> BinaryTarget = new double[,] { { 1 }, { 1 }, { 0 }, { 0 } };
    private static readonly Tensor<double> Classes = new double[,] { { 0.2, 0.5, 0.3 }, { 0.6, 0.3, 0.1 }, { 0.1, 0.2, 0.7 }, { 0.4, 0.4, 0.2 } };
    private static readonly Tensor<double> OneHot = new double[,] { { 0, 1, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } };
    private static readonly Tensor<double> Labels = new double[,] { { 1 }, { 1 }, { 2 }, { 0 } };

    [Fact]
    public void Errors_AreMeansOverRowsAndOutputs()
    {
        // errors 0.1, 0.6, 0.5, 0.6
        var values = Identity(1, new Huber(), "mse", "mae").EvaluateMetrics(Binary, BinaryTarget, batchSize: 3);
        Assert.Equal(["loss", "mse", "mae"], values.Keys);
        Assert.Equal((0.01 + 0.36 + 0.25 + 0.36) / 4, values["mse"], 1e-15);
        Assert.Equal((0.1 + 0.6 + 0.5 + 0.6) / 4, values["mae"], 1e-15);
        Assert.Equal(values["mse"] / 2, values["loss"], 1e-15);
        Assert.Equal(values["loss"], Identity(1, new Huber()).Evaluate(Binary, BinaryTarget));

        // 9 + 1 + 4 + 0 and 3 + 1 + 2 + 0, by 4
        Tensor<double> x = new double[,] { { 3, 1 }, { 2, 5 } };
        Tensor<double> y = new double[,] { { 0, 2 }, { 4, 5 } };
        var wide = Identity(2, new MeanSquaredError(), "mean_squared_error", "mean_absolute_error").EvaluateMetrics(x, y);
        Assert.Equal(14 / 4.0, wide["mean_squared_error"]);
        Assert.Equal(6 / 4.0, wide["mean_absolute_error"]);
    }

    [Fact]
    public void Accuracy_OfOneOutputComparesWithOneHalf()
    {
        // 0.5 itself counts as class 0, as in Keras
        Assert.Equal(2 / 4.0, Identity(1, new BinaryCrossEntropy(), "accuracy").EvaluateMetrics(Binary, BinaryTarget)["accuracy"]);
        Assert.Equal(2 / 4.0, Identity(1, new MeanSquaredError(), "acc").EvaluateMetrics(Binary, BinaryTarget)["acc"]);
    }

    [Fact]
    public void Accuracy_OfClassesComparesTheLargest()
    {
        Assert.Equal(3 / 4.0, Identity(3, new CategoricalCrossEntropy(), "accuracy").EvaluateMetrics(Classes, OneHot)["accuracy"]);
        Assert.Equal(3 / 4.0, Identity(3, new SparseCategoricalCrossEntropy(), "accuracy").EvaluateMetrics(Classes, Labels, batchSize: 1)["accuracy"]);
        Assert.Equal(3 / 4.0, Identity(3, new BinaryCrossEntropy(), "accuracy").EvaluateMetrics(Classes, OneHot)["accuracy"]);
    }

    [Fact]
    public void Metrics_TakeLossesOfTheirOwnTargetWidthAndNoSampleWeight()
    {
        // quantiles 1 and 3 of the target 2: errors 1 and 1, then 0 and 2 for the target 1
        Tensor<double> x = new double[,] { { 1, 3 }, { 1, 3 } };
        Tensor<double> y = new double[,] { { 2 }, { 1 } };
        var model = Identity(2, new QuantileLoss(0.1, 0.9), "mse", "mae");
        var plain = model.EvaluateMetrics(x, y);
        Assert.Equal(6 / 4.0, plain["mse"]);
        Assert.Equal(1, plain["mae"]);
        var weighted = model.EvaluateMetrics(x, y, sampleWeight: new Tensor<double>([2.0, 0.0], 2));
        Assert.NotEqual(plain["loss"], weighted["loss"]);
        Assert.Equal(plain["mse"], weighted["mse"]);
    }

    [Fact]
    public void Fit_MeasuresEachBatchBeforeItsUpdate()
    {
        // y = w x from w = 1, x = 1, 1, 2 against 0; batches of 2 and 1; a step of 0.1 times the gradient
        var model = new Sequential<double>(new Dense(1, useBias: false, kernelInitializer: Initializer.Ones));
        model.Compile(new Sgd(0.1), "mse", metrics: ["mae"]);
        Tensor<double> x = new double[,] { { 1 }, { 1 }, { 2 } };
        var zero = new Tensor<double>(3, 1);
        var history = model.Fit(x, zero, epochs: 1, batchSize: 2, shuffle: false, validationData: (x, zero));
        double first = 1 - (0.1 * 2), second = first - (0.1 * 2 * first * 4);
        Assert.Equal(["loss", "mae", "val_loss", "val_mae"], history.Keys);
        Assert.Equal((1 + 1 + (2 * first)) / 3, history["mae"][0], 1e-15);
        Assert.Equal((1 + 1 + (4 * first * first)) / 3, history["loss"][0], 1e-15);
        Assert.Equal(4 * Math.Abs(second) / 3, history["val_mae"][0], 1e-15);
    }

    [Fact]
    public void Fit_GivesTheSameBitsWithMetrics()
    {
        Tensor<float> x = Samples.Normal<float>(1, 70, 6, 2), y = Samples.Normal<float>(2, 70, 6, 1);
        float[] Weights(params string[] metrics)
        {
            var model = new Sequential(new Lstm(5, returnSequences: true), new Dense(1));
            model.Compile("adam", "mae", metrics);
            var history = model.Fit(x, y, epochs: 3, validationSplit: 0.2, seed: 1);
            Assert.Equal(2 + (2 * metrics.Length), history.Keys.Count);
            foreach (string name in metrics)
            {
                // the loss itself as a metric
                Assert.Equal(history.Loss.Count, history[name].Count);
                Assert.All(history.Loss.Zip(history[name]), p => Assert.Equal(p.First, p.Second, 1e-6));
                Assert.All(history.ValidationLoss.Zip(history["val_" + name]), p => Assert.Equal(p.First, p.Second, 1e-6));
            }

            return [.. model.Variables.SelectMany(v => v.Value.ToArray())];
        }

        Samples.AssertSameBits<float>(Weights(), Weights("mae"));
    }

    [Fact]
    public void Metrics_CountEveryStepOnceInOverlappingWindows()
    {
        Tensor<double> x = Samples.Normal<double>(1, 8, 11, 2), y = Samples.Normal<double>(2, 8, 11, 3);
        var model = new Sequential<double>(new Gru(3, returnSequences: true));
        model.Compile(new Sgd(0.0), "mse", metrics: ["mse", "mae"]);
        var whole = model.EvaluateMetrics(x, y);
        var windows = model.Fit(x, y, truncation: new Truncation(4, 3));
        Assert.Equal(whole["mse"], windows["mse"][0], 1e-13);
        Assert.Equal(whole["mae"], windows["mae"][0], 1e-13);
    }

    [Theory]
    [InlineData("mae", false)]
    [InlineData("val_accuracy", true)]
    public void EarlyStopping_WatchesAMetricByName(string monitor, bool rises)
    {
        var stopping = new EarlyStopping(patience: 2, monitor: monitor);
        var seen = new Watcher();
        var model = new Sequential(new SimpleRnn(5), new Dense(1, Activation.Sigmoid));
        model.Compile(new Sgd(3.0), "binary_crossentropy", metrics: ["accuracy", "mae"]);
        var history = model.Fit(Samples.Normal<float>(1, 40, 6, 2), Samples.Indices<float>(2, 2, 40, 1), epochs: 200, validationSplit: 0.25, callbacks: [stopping, seen], seed: 1);
        var values = history[monitor];
        double best = rises ? values.Max() : values.Min();
        Assert.Equal(best, stopping.Best);
        Assert.Equal(values.ToList().IndexOf(best), stopping.BestEpoch);
        Assert.Equal(stopping.BestEpoch + 3, history.Epochs);
        Assert.Equal(values, seen.Epochs.Select(e => e.Values[monitor]));
    }

    [Fact]
    public void EarlyStopping_PassesOverAnEpochWithoutItsValidation()
    {
        var seen = new Watcher();
        var stopping = new EarlyStopping(patience: 1, minDelta: 1e9, monitor: "val_mae");
        var model = Identity(1, new MeanSquaredError(), "mae");
        var history = model.Fit(Binary, BinaryTarget, epochs: 50, validationSplit: 0.5, validationFrequency: 3, callbacks: [stopping, seen]);
        Assert.Equal(6, history.Epochs);
        Assert.Equal([false, false, true, false, false, true], seen.Epochs.Select(e => e.Values.ContainsKey("val_mae")));
    }

    [Fact]
    public void Names_ThatAreUnknownAreToldWithTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>("metrics", () => Identity(1, new MeanSquaredError(), "precise"));
        Assert.Contains("\"precise\"; known are mse, mean_squared_error, mae, mean_absolute_error, accuracy, acc", error.Message);
        Assert.Throws<ArgumentException>("metrics", () => Identity(1, new MeanSquaredError(), "mae", "mae"));
        var model = Identity(1, new MeanSquaredError(), "mae");
        error = Assert.Throws<ArgumentException>(() => model.Fit(Binary, BinaryTarget, callbacks: [new EarlyStopping(monitor: "val_mae")]));
        Assert.Contains("\"val_mae\" cannot be monitored; this training measures loss, mae.", error.Message);
    }

    private static Sequential<double> Identity(int width, Loss loss, params string[] metrics)
    {
        var model = new Sequential<double>(new Dense(width, useBias: false, kernelInitializer: Initializer.Identity()));
        model.Compile(new Sgd(0.01), loss, metrics);
        return model;
    }

    private sealed class Watcher : Callback
    {
        public List<EpochProgress> Epochs { get; } = [];

        public override void OnEpochEnd(EpochProgress epoch, TrainingControl control) => Epochs.Add(epoch);
    }
}
