namespace Interchange.Tests;

public sealed class CsvFrameTests : TempFolder
{
    [Fact]
    public void Read_GivesDatesAndNumbers()
    {
        var frame = CsvFrame.Read(Path.Combine(Repository.Root, "data", "seattle_weather_daily.csv"), "date");
        Assert.Equal(["date", "precipitation_mm", "temp_max_c", "temp_min_c", "wind_m_s"], frame.Columns.Select(c => c.Name));
        Assert.Equal(new DateTime(2012, 1, 2), frame["date"][1]);
        Assert.Equal(10.9, frame["precipitation_mm"][1]);
        Assert.Equal(0, frame.Columns.Sum(c => c.NullCount));
    }

    [Theory]
    [InlineData("1949-01")]
    [InlineData("1949-01-01")]
    [InlineData("1949-01-01T00:00")]
    [InlineData("1949-01-01 00:00:00")]
    [InlineData("\"1949-01\"")]
    public void Read_TakesDatesOfSeveralForms(string date)
    {
        Assert.Equal(new DateTime(1949, 1, 1), Read($"when,n\n{date},\"-1.5e2\"\n")["when"][0]);
    }

    [Theory]
    [InlineData("when,a,b\n2000-01,1,2\n2000-02,,3\n", "line 3, column \"a\": the cell is empty")]
    [InlineData("when,a,b\n2000-01,1,2\n\n2000-02,1,two\n", "line 4, column \"b\": \"two\" is not a finite number")]
    [InlineData("when,a,b\n2000-01,1,NaN\n", "line 2, column \"b\": \"NaN\" is not a finite number")]
    [InlineData("when,a,b\n2000-01,1,\"1,5\"\n", "line 2, column \"b\": \"1,5\" is not")]
    [InlineData("when,a,b\n2000-13,1,2\n", "line 2, column \"when\": \"2000-13\" is not a date")]
    [InlineData("when,a,b\n,1,2\n", "line 2, column \"when\": the cell is empty; it needs a date")]
    [InlineData("when,a,b\n2000-01,1\n", "line 2: 2 cells for 3 columns; the column \"b\" is missing")]
    [InlineData("when,a,b\n2000-01,1,2,3\n", "line 2: 4 cells for 3 columns")]
    [InlineData("when,a,b\n2000-01,1,\"2\n", "cannot be cut into cells")]
    [InlineData("", "is empty")]
    public void Read_NamesLineAndColumnOfWhatIsWrong(string text, string message)
    {
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message);
    }

    [Fact]
    public void Read_RefusesColumnsThatDoNotFit()
    {
        Assert.Contains("no column \"when\"; it has a, b", Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n")).Message);
        Assert.Contains("two columns", Assert.Throws<ArgumentException>(() => Read("when,a,a\n2000-01,1,2\n")).Message);
    }

    private Microsoft.Data.Analysis.DataFrame Read(string text)
    {
        File.WriteAllText(Place("a.csv"), text);
        return CsvFrame.Read(Place("a.csv"), "when");
    }
}
