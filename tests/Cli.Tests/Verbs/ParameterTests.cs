namespace Cli.Tests.Verbs;

/// <summary>Parameters, from the command line to what the cells see.</summary>
public sealed class ParameterTests : IDisposable
{
    private static readonly string[] s_parameters = ["parameters"];

    private readonly Workbook _workbook = new Workbook().With();

    public void Dispose() => _workbook.Dispose();

    private string Printed(string name, int cell) => string.Concat(_workbook.Executed(name)[cell]!["outputs"]![0]!["text"]!.AsArray().Select(line => (string)line!));

    [Fact]
    public async Task Parameters_ReachCSharpCells_WithTheTypesOfTheirDefaults()
    {
        _workbook.Write("p.ipynb",
            ("var rate = 0.5; int? limit = 3; string name = \"a\"; double[] sizes = [1]; double Twice() => 2 * rate;", s_parameters),
            ("Console.WriteLine($\"{rate} {rate.GetType().Name} {limit?.ToString() ?? \"none\"} {name} {sizes.Sum()} {Twice()}\");", []));
        await File.WriteAllTextAsync(_workbook.PathOf("p.yaml"), "rate: 7\nsizes: [1, 2.5]\n");

        var result = await _workbook.RunAsync("run", "notebooks/p.ipynb", "-f", "p.yaml", "-p", "rate", "-0.25", "-p", "limit", "null", "-r", "name", "null", "--no-book");

        Assert.Equal((0, "1 passed, 0 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal("-0.25 Double none null 3.5 -0.5\n", Printed("p.ipynb", 2));
        Assert.Equal("injected-parameters", (string?)_workbook.Executed("p.ipynb")[1]!["metadata"]!["tags"]![0]);
    }

    [Fact]
    public async Task Parameters_ReachFSharpCells_AndDib()
    {
        _workbook.Write("fsharp.ipynb", ("let rate = 0.5\nlet limit: int option = None", s_parameters), ("printfn \"%f %A\" rate limit", []));
        await File.WriteAllTextAsync(_workbook.PathOf("notebooks", "p.dib"), "#!csharp\nConsole.WriteLine(rate);\n");

        var result = await _workbook.RunAsync("run", "notebooks/fsharp.ipynb", "-p", "rate", "2", "--parameter", "limit", "4", "--no-book");
        var dib = await _workbook.RunAsync("run", "notebooks/p.dib", "-p", "rate", "2", "--no-book");

        Assert.Equal((0, 0), (result.ExitCode, dib.ExitCode));
        Assert.Equal("2.000000 Some 4\n", Printed("fsharp.ipynb", 2));
        Assert.Equal("2\n", Printed("p.dib.ipynb", 1));
        Assert.Contains("notebooks/p.dib: warning: no cell is tagged parameters: the values of rate were put first, unchecked", dib.Lines);
    }

    [Fact]
    public async Task Parameters_ThatANotebookDoesNotTake_AreNamed_AndNothingOfItRuns()
    {
        _workbook.Write("p.ipynb", ("int n = 1;", s_parameters));

        var unknown = await _workbook.RunAsync("run", "notebooks/p.ipynb", "-p", "m", "2");
        var untyped = await _workbook.RunAsync("run", "notebooks/p.ipynb", "-p", "n", "two");

        Assert.Equal((2, 2), (unknown.ExitCode, untyped.ExitCode));
        Assert.Equal("notebooks/p.ipynb: there is no parameter 'm' to take '2'; the cell tagged parameters, cell 1 (c1), sets n", unknown.Lines[^2]);
        Assert.StartsWith("notebooks/p.ipynb: parameter 'n' is 'two', but it must be a whole number", untyped.Lines[^2]);
        Assert.False(Directory.Exists(_workbook.PathOf("artifacts")));
    }

    [Fact]
    public async Task Update_WithParameters_IsRefused()
    {
        var result = await _workbook.Write("p.ipynb", ("int n = 1;", s_parameters)).RunAsync("test", "--update", "-p", "n", "2");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--update stores what the notebook shows as it stands", result.Error);
    }
}
