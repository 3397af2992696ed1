namespace Figures.Tests;

public sealed class SeriesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("series").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Facts of data/README.md: rows, mean and population standard deviation.
    [Theory]
    [InlineData("sunspots", null, 2820, 51.2660, 43.4413)]
    [InlineData("air_passengers", null, 144, 280.2986, 119.549)]
    [InlineData("electricity_demand", null, 4032, 29617.1362, 5566.6693)]
    [InlineData("seattle_weather", "temp_max", 1461, 16.4391, 7.3472)]
    public void Load_FindsTheSeriesOfTheWorkbook(string name, string? column, int rows, double mean, double deviation)
    {
        var series = Series.Load(name, column);
        var scaling = Scaling.Fit(series.Values);

        Assert.Equal(rows, series.Values.Count);
        Assert.Equal(mean, scaling.Mean, 0.00006);
        Assert.Equal(deviation, scaling.Deviation, 0.0006);
        Assert.Equal(series.Values, series.Training.Concat(series.Test));
    }

    [Fact]
    public void Load_NamesWhatItLookedFor()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Series.Load("moonspots", directory: _folder));

        Assert.Contains("moonspots*.csv", error.Message);
        Assert.Contains(_folder, error.Message);
    }

    [Fact]
    public void Load_LooksUpwards()
    {
        Write("tiny.csv", "month,count\n2001-01,1\n2001-02,2\n");
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;

        Assert.Equal([1, 2], Series.Load("tiny", directory: below).Values);
    }

    [Fact]
    public void Load_AsksForAColumnWhereThereAreSeveral()
    {
        var error = Assert.Throws<ArgumentException>(() => Series.Load("seattle_weather"));

        Assert.Contains("temp_max_c", error.Message);
    }

    [Fact]
    public void Load_RefusesANameThatFitsSeveralFiles()
    {
        Write("one_a.csv", "month,v\n2001-01,1\n");
        Write("one_b.csv", "month,v\n2001-01,1\n");

        Assert.Contains("one_a.csv, one_b.csv", Assert.Throws<ArgumentException>(() => Series.Load("one", directory: _folder)).Message);
    }

    [Theory]
    [InlineData("month,v\n2001-01,1\n2001-02,x\n", "line 3")]
    [InlineData("month,v\n2001-01,1\n2001-02\n", "line 3")]
    [InlineData("month,v\n2001-01,1\n2001-03,2\n", "2001-02")]
    [InlineData("day,v\n2001-01-01,1\n2001-01-02,2\n2001-01-04,3\n", "line 4")]
    [InlineData("month,v\n2001-01,1\n", "at least 2")]
    public void Load_NamesTheLineThatItCannotRead(string content, string named)
    {
        Write("bad.csv", content);

        Assert.Contains(named, Assert.Throws<InvalidDataException>(() => Series.Load("bad", directory: _folder)).Message);
    }

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        File.WriteAllText(Path.Combine(_folder, "data", name), content);
    }
}
