using System.Text.Json.Nodes;

namespace Cli.Tests.Verbs;

public sealed class LintVerbTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With("not-json.ipynb").Write("good.ipynb", "var x = 1;").Write("bad.ipynb", "var r = new Random();", "var y = z;", "var z = 1;");

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Findings_NameNotebookCellLineAndRule()
    {
        var result = await _workbook.RunAsync("lint", "notebooks/bad.ipynb", "notebooks/good.ipynb");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
        [
            "notebooks/bad.ipynb, cell 1 (c1), line 1: missing-seed: new Random() starts somewhere else in every run; give it a seed, such as new Random(1)",
            "notebooks/bad.ipynb, cell 2 (c2), line 1: undefined-name: 'z' is used here and declared only in cell 3 (c3); move the declaration up",
            "2 notebooks, 2 findings",
        ], result.Lines);
    }

    [Fact]
    public async Task NothingFound_IsSaid()
    {
        var result = await _workbook.RunAsync("lint", "notebooks/good.ipynb");

        Assert.Equal((0, "1 notebook, 0 findings"), (result.ExitCode, result.Lines.Single()));
    }

    [Fact]
    public async Task Json_HoldsTheSame()
    {
        var result = await _workbook.RunAsync("lint", "notebooks/bad.ipynb", "notebooks/not-json.ipynb", "--json", "--skip", "missing-seed");

        Assert.Equal(2, result.ExitCode);
        var json = JsonNode.Parse(result.Output)!;
        var finding = json["findings"]!.AsArray().Single()!;
        Assert.Equal(("notebooks/bad.ipynb", 2, "c2", 1, "undefined-name"), ((string?)finding["notebook"], (int)finding["cell"]!, (string?)finding["id"], (int)finding["line"]!, (string?)finding["rule"]));
        Assert.Equal("notebooks/not-json.ipynb", (string?)json["unreadable"]!.AsArray().Single()!["notebook"]);
    }

    [Fact]
    public async Task Limit_IsAnOption()
    {
        var cell = "{\"cell_type\":\"code\",\"id\":\"c1\",\"execution_count\":1,\"metadata\":{},\"outputs\":[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"" + new string('x', 2500) + "\"}],\"source\":\"\"}";
        await File.WriteAllTextAsync(_workbook.PathOf("notebooks", "large.ipynb"), $"{{\"cells\":[{cell}],\"metadata\":{{}},\"nbformat\":4,\"nbformat_minor\":5}}");

        Assert.Equal(0, (await _workbook.RunAsync("lint", "notebooks/large.ipynb")).ExitCode);
        Assert.Contains("large-output", (await _workbook.RunAsync("lint", "notebooks/large.ipynb", "--max-output", "2")).Output);
    }

    [Theory]
    [InlineData("notebooks/missing.ipynb", "there is no such file or folder")]
    [InlineData("notebooks/good.ipynb --skip spelling", "--skip is spelling; it must be one of execution-order, ")]
    [InlineData("notebooks/good.ipynb --max-output none", "--max-output is none; it must be a number")]
    public async Task WrongCall_IsNamed(string arguments, string said)
    {
        var result = await _workbook.RunAsync(["lint", .. arguments.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Output + result.Error);
    }
}
