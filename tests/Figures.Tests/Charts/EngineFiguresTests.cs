using Recurrent;

namespace Figures.Tests;

/// <summary>Figures that take results of the engine as they are.</summary>
public class EngineFiguresTests
{
    private const string Finding = "What is to be seen here.";

    [Fact]
    public void Windows_TrainANetworkWhosePredictionsComeBackInTheSeriesUnit()
    {
        var series = Series.Load("air");
        var windows = Windows.Of(series, 12);
        var model = new Sequential(new Lstm(4), new Dense(1));
        model.Compile(new Adam(0.02), "mse");
        var history = model.Fit(windows.TrainX, windows.TrainY, epochs: 30, batchSize: 16, seed: 1);
        var predicted = windows.Restore(model.Predict(windows.TestX));

        Assert.Equal(series.Test.Count, predicted.Length);
        Assert.True(Score.Rmse(series.Test, predicted) < Score.Rmse(series.Test, Baselines.TrainingMean(series)));
        var curve = Assert.Single(Draw.LossCurves([("LSTM", history)], Finding).Traces());
        Assert.Equal(30, curve.Numbers("y").Length);
    }

    [Fact]
    public void LossCurves_OfARunWithValidationAreTwo()
    {
        var windows = Windows.Of(Series.Load("air"), 3);
        var model = new Sequential(new SimpleRnn(2), new Dense(1));
        model.Compile(new Adam(), "mse");
        var history = model.Fit(windows.TrainX, windows.TrainY, epochs: 2, validationSplit: 0.2, seed: 1);

        var names = Draw.LossCurves([("RNN", history)], Finding).Traces().Select(trace => trace["name"]!.GetValue<string>());

        Assert.Equal(["RNN, training", "RNN, test"], names);
    }

    [Fact]
    public void BlockErrors_OfAGradientCheckShowEveryBlock()
    {
        var model = new Sequential(new Lstm(2), new Dense(1));
        model.Compile(new Sgd(), "mse");
        var x = new float[,,] { { { 0.3f }, { -0.2f }, { 0.9f } } };
        var y = new float[,] { { 0.5f } };
        var report = GradientCheck.Run(model, x, y);

        var map = Draw.BlockErrors([("", report)], Finding).Traces().Single();

        Assert.Equal(report.ErrorsByVariable.Count, map["text"]!.AsArray().SelectMany(row => row!.AsArray()).Count(cell => cell!.GetValue<string>().Length > 0));
        Assert.DoesNotContain("✗", map["text"]!.ToJsonString());
    }
}
