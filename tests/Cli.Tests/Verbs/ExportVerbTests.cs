using System.Diagnostics;

namespace Cli.Tests.Verbs;

public sealed class ExportVerbTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With("passes.ipynb", "wrong-formula.ipynb", "not-json.ipynb");

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Cs_IsAProgramThatDotnetRuns()
    {
        _workbook.Write("sum.ipynb", "using System.Globalization;\nvar x = File.ReadAllText(\"beside.txt\").Trim();", "var n = x.Length;\nrecord Point(int X);", "var x = new Point(n);", "display(x.X);\nx.X.ToString(CultureInfo.InvariantCulture) + \" letters\"");

        var export = await _workbook.RunAsync("export", "notebooks/sum.ipynb", "--to", "cs", "-o", "programs/sum.cs");
        var run = await DotnetAsync("run", _workbook.PathOf("programs", "sum.cs"));

        Assert.True(export.ExitCode == 0, export.Error);
        var length = (await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "beside.txt"))).Trim().Length;
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal($"{length}\n{length} letters\n", run.Output);
    }

    [Fact]
    public async Task Html_IsOnePageThatNeedsNoOther()
    {
        _workbook.Write("math.ipynb", "1 + 1");

        var result = await _workbook.RunAsync("export", "notebooks/math.ipynb", "--to", "html");

        Assert.True(result.ExitCode == 0, result.Error);
        var html = await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "math.html"));
        Assert.Contains("<span class=\"n\">1</span> + <span class=\"n\">1</span>", html);
        Assert.Contains("<style>", html);
        Assert.DoesNotContain("assets/", html);
        Assert.DoesNotContain("<link rel=\"stylesheet\"", html);
    }

    [Fact]
    public async Task Md_IsMarkdown()
    {
        var result = await _workbook.RunAsync("export", "notebooks/passes.ipynb", "--to", "md", "-o", "passes.md");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("```csharp\n", await File.ReadAllTextAsync(_workbook.PathOf("passes.md")));
    }

    [Fact]
    public async Task Dib_GoesBothWays()
    {
        Assert.Equal(0, (await _workbook.RunAsync("export", "notebooks/passes.ipynb", "--to", "dib")).ExitCode);
        Assert.Equal(0, (await _workbook.RunAsync("export", "notebooks/passes.dib", "--to", "ipynb", "-o", "back.ipynb")).ExitCode);
        Assert.Equal(0, (await _workbook.RunAsync("export", "back.ipynb", "--to", "dib", "-o", "back.dib")).ExitCode);

        Assert.Equal(await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "passes.dib")), await File.ReadAllTextAsync(_workbook.PathOf("back.dib")));
        var cells = Notebooks.NotebookDocument.Read(_workbook.PathOf("notebooks", "passes.ipynb")).Cells.Where(cell => cell.Source.Trim().Length > 0).Select(cell => (cell.Kind, cell.Source.Trim()));
        Assert.Equal(cells, Notebooks.NotebookDocument.Read(_workbook.PathOf("back.ipynb")).Cells.Select(cell => (cell.Kind, cell.Source)));
    }

    [Fact]
    public async Task FileThatIsThere_IsReplacedOnlyWithForce()
    {
        await File.WriteAllTextAsync(_workbook.PathOf("a.md"), "mine");

        var refused = await _workbook.RunAsync("export", "notebooks/passes.ipynb", "--to", "md", "-o", "a.md");
        Assert.Equal((2, "mine"), (refused.ExitCode, await File.ReadAllTextAsync(_workbook.PathOf("a.md"))));
        Assert.Contains("a.md is there already; --force replaces it.", refused.Error);

        Assert.Equal(0, (await _workbook.RunAsync("export", "notebooks/passes.ipynb", "--to", "md", "-o", "a.md", "--force")).ExitCode);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(_workbook.PathOf("a.md")));
    }

    [Theory]
    [InlineData("notebooks/wrong-formula.ipynb --to html", "notebooks/wrong-formula.ipynb, cell 1 (c1), line 3: FormulaError")]
    [InlineData("notebooks/not-json.ipynb --to md", "notebooks/not-json.ipynb: not JSON")]
    [InlineData("notebooks/missing.ipynb --to md", "missing.ipynb")]
    [InlineData("notebooks/beside.txt --to md", "beside.txt: not a notebook")]
    [InlineData("notebooks/passes.ipynb --to pdf", "--to is pdf; it must be html, md, cs, dib or ipynb.")]
    [InlineData("notebooks/passes.ipynb", "--to")]
    [InlineData("notebooks/passes.ipynb --to ipynb", "the export would replace the notebook itself")]
    [InlineData("notebooks/passes.ipynb --to dib -o a.txt", "the name of a file of form dib ends in .dib")]
    public async Task WrongCall_IsNamed(string arguments, string said)
    {
        var result = await _workbook.RunAsync(["export", .. arguments.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error);
    }

    [Fact]
    public async Task CellWithoutAFormInAProgram_IsNamed_AndNothingIsWritten()
    {
        _workbook.Write("timed.ipynb", "var x = 1;", "\n#!time\nx");

        var result = await _workbook.RunAsync("export", "notebooks/timed.ipynb", "--to", "cs");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("notebooks/timed.ipynb, cell 2 (c2), line 2: #!time has no meaning in a program", result.Error);
        Assert.False(File.Exists(_workbook.PathOf("notebooks", "timed.cs")));
    }

    private async Task<CommandResult> DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _workbook.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await Workbook.EndOfAsync(process);
    }
}
