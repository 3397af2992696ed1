namespace Figures.Tests;

public class BaselinesTests
{
    // Test errors of data/README.md, and of the experiment on real series in the curriculum.
    [Theory]
    [InlineData("sunspots", null, 132, 20.0907, 45.4398, 64.1436)]
    [InlineData("air_passengers", null, 12, 52.4914, 46.0816, 215.0573)]
    [InlineData("electricity_demand", null, 48, 904.9506, 3108.8718, 5389.0438)]
    [InlineData("electricity_demand", null, 336, 904.9506, 717.6681, 5389.0438)]
    [InlineData("seattle_weather", "temp_max", 365, 3.0626, 4.9341, 7.9716)]
    public void Rules_HaveTheErrorsThatTheDataSheetGives(string name, string? column, int season, double last, double seasonal, double mean)
    {
        var series = Series.Load(name, column);

        Assert.Equal(last, Score.Rmse(series.Test, Baselines.LastValue(series)), 0.00006);
        Assert.Equal(seasonal, Score.Rmse(series.Test, Baselines.SeasonBefore(series, season)), 0.00006);
        Assert.Equal(mean, Score.Rmse(series.Test, Baselines.TrainingMean(series)), 0.00006);
    }

    [Theory]
    [InlineData("sunspots", null, 18.21, 0.005)]
    [InlineData("electricity_demand", null, 405, 0.5)]
    [InlineData("seattle_weather", "temp_max", 2.836, 0.0006)]
    public void Autoregression_OfOrder24HasTheErrorOfTheCurriculum(string name, string? column, double expected, double slack)
    {
        var series = Series.Load(name, column);

        Assert.Equal(expected, Score.Rmse(series.Test, Baselines.Autoregressive(series, 24)), slack);
    }

    [Fact]
    public void SeasonBefore_RefusesASeasonLongerThanTheTrainingPart() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Baselines.SeasonBefore(Series.Load("air"), 116));

    [Fact]
    public void Autoregression_FindsTheRuleThatMadeTheData()
    {
        var values = new List<double> { 1, 2 };
        var random = new Random(3);
        for (var i = 2; i < 300; i++)
        {
            values.Add(0.7 + (1.2 * values[i - 1]) - (0.5 * values[i - 2]) + (i % 7 == 0 ? random.NextDouble() : 0));
        }

        // Without the shocks the rule holds exactly.
        var exact = Autoregression.Fit([.. values.Take(7)], 2);

        Assert.Equal(0.7, exact.Intercept, 1e-9);
        Assert.Equal(1.2, exact.Weights[0], 1e-9);
        Assert.Equal(-0.5, exact.Weights[1], 1e-9);
        Assert.Equal(values[6], exact.Predict(values, 6), 1e-9);
    }

    [Fact]
    public void Autoregression_IsTheLeastSquaresSolution()
    {
        var values = Series.Load("air").Values;
        var model = Autoregression.Fit(values, 3);
        var residuals = Enumerable.Range(3, values.Count - 3).Select(i => (Index: i, Error: values[i] - model.Predict(values, i))).ToArray();

        // Residuals are orthogonal to every regressor and to the constant.
        Assert.Equal(0, residuals.Sum(r => r.Error), 1e-6);
        for (var k = 1; k <= 3; k++)
        {
            Assert.Equal(0, residuals.Sum(r => r.Error * values[r.Index - k]), 1e-3);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Autoregression_RefusesAnOrderThatTheDataCannotFix(int order) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Autoregression.Fit([1, 2, 3, 4, 5, 6], order));
}
