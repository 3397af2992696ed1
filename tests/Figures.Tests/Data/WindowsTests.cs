namespace Figures.Tests;

public class WindowsTests
{
    private static readonly Series s_series = Series.Load("air");

    [Fact]
    public void Windows_HoldTheValuesBeforeTheirTarget()
    {
        var windows = Windows.Of(s_series, 10);
        double Scaled(int i) => windows.Scaling.Apply(s_series.Values[i]);

        Assert.Equal((float)Scaled(0), windows.TrainX[0, 0, 0]);
        Assert.Equal((float)Scaled(9), windows.TrainX[0, 9, 0]);
        Assert.Equal((float)Scaled(10), windows.TrainY[0, 0]);
        Assert.Equal((float)Scaled(20), windows.TrainY[10, 0]);
    }

    [Fact]
    public void TestTargets_AreExactlyTheTestPart()
    {
        var windows = Windows.Of(s_series, 10);

        Assert.Equal(s_series.Test.Count, windows.TestY.GetLength(0));
        Assert.Equal(s_series.Test, windows.Restore(windows.TestY), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal(s_series.TrainingCount - 10, windows.TrainY.GetLength(0));
        Assert.Equal(windows.TrainY[windows.TrainY.GetLength(0) - 1, 0], windows.TestX[0, 9, 0]);
    }

    [Fact]
    public void Scaling_DoesNotSeeTheTestPart()
    {
        var training = s_series.Training;
        var scaling = Windows.Of(s_series, 5).Scaling;

        Assert.Equal(training.Average(), scaling.Mean, 1e-12);
        Assert.Equal(0, training.Average(scaling.Apply), 1e-12);
        Assert.Equal(1, training.Average(value => scaling.Apply(value) * scaling.Apply(value)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(115)]
    public void Length_ThatDoesNotFitIsRefused(int length)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Windows.Of(s_series, length));

        Assert.Contains("1 to 114", error.Message);
    }

    [Fact]
    public void Scaling_OfEqualValuesIsRefused() => Assert.Throws<ArgumentException>(() => Scaling.Fit([2, 2, 2]));
}
