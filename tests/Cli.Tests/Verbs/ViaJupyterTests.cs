namespace Cli.Tests.Verbs;

/// <summary>The runner over the wire: the real command drives the real kernel that it installed.</summary>
public sealed class ViaJupyterTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With();

    public ViaJupyterTests()
    {
        // Only what the test installs is found.
        _workbook.Variables["JUPYTER_DATA_DIR"] = _workbook.PathOf("jupyter");
        _workbook.Variables["JUPYTER_PATH"] = _workbook.PathOf("jupyter");
    }

    public void Dispose() => _workbook.Dispose();

    private async Task InstallAsync() => Assert.Equal(0, (await _workbook.RunAsync("kernel", "install")).ExitCode);

    [Fact]
    public async Task Outputs_AreThoseOfTheRunnersOwnSession()
    {
        await InstallAsync();
        _workbook.Write("a.ipynb",
            ("#!fsharp\nlet b = [ 1 .. 3 ]\nb", []),
            ("#!share --from fsharp b\nConsole.WriteLine(b.Length); Console.Error.WriteLine(\"told\"); display(HTML(\"<b>x</b>\")); 1.5", []),
            ("new[] { new { Name = \"a\", Size = 1.25 } }", []),
            ("throw new InvalidOperationException(\"on purpose\");", ["raises-exception"]),
            ("<i>markup</i>", []));
        SetLanguage("a.ipynb", 4, "html");
        Assert.Equal(0, (await _workbook.RunAsync("test", "notebooks/a.ipynb", "--update", "--no-book")).ExitCode);
        Assert.Contains("on purpose", await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "a.ipynb")));

        var result = await _workbook.RunAsync("test", "notebooks/a.ipynb", "--via-jupyter", "--no-book", "--no-sanitize");
        var named = await _workbook.RunAsync("test", "--via-jupyter", ".net-fsharp", "notebooks/a.ipynb", "--no-book", "--no-sanitize");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal("1 passed, 0 failed", result.Lines[^1]);
        Assert.True(named.ExitCode == 0, named.Output + named.Error);
        Assert.True((double)_workbook.Executed("a.ipynb")[0]!["metadata"]!["workbook"]!["memory_mb"]! > 10);
    }

    [Fact]
    public async Task Kernels_ThatAreStoppedOrEnd_AreReported()
    {
        await InstallAsync();
        _workbook.Write("exits.ipynb", "Environment.Exit(5);", "1").Write("passes.ipynb", "1");
        _workbook.Write("loops.ipynb", "while (true) { }", "1").Write("stays.ipynb", "try { Thread.Sleep(Timeout.Infinite); } finally { for (var i = 1; i > 0; i = 3 - i) { } }");

        var ended = await _workbook.RunAsync("run", "--via-jupyter", "notebooks/exits.ipynb", "notebooks/passes.ipynb", "--no-book");
        var stopped = await _workbook.RunAsync("run", "--via-jupyter", "notebooks/loops.ipynb", "notebooks/stays.ipynb", "--timeout", "4", "--no-book", "--jobs", "2");

        Assert.True((3, "1 passed, 1 failed") == (ended.ExitCode, ended.Lines[^1]), ended.Output + ended.Error);
        Assert.Equal("notebooks/exits.ipynb, cell 1 (c1): KernelDied: The kernel '.net-csharp' ended with exit code 5.", ended.Lines[^2]);
        Assert.True((3, "0 passed, 2 failed") == (stopped.ExitCode, stopped.Lines[^1]), stopped.Output + stopped.Error);
        Assert.Equal("notebooks/loops.ipynb, cell 1 (c1): TimedOut: the cell did not end within 4 s", stopped.Lines[^3]);
        Assert.Equal("notebooks/stays.ipynb, cell 1 (c1): TimedOut: the cell did not end within 4 s", stopped.Lines[^2]);
    }

    [Fact]
    public async Task Kernels_ThatAreNotInstalled_AreNamedWithThoseThatAre()
    {
        await InstallAsync();
        _workbook.Write("a.ipynb", "1");
        await File.WriteAllTextAsync(_workbook.PathOf("notebooks", "r.ipynb"),
            (await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "a.ipynb"))).Replace("\".net-csharp\"", "\"ir\"").Replace("\"C#\"", "\"R\""));

        var named = await _workbook.RunAsync("run", "--via-jupyter", "no-such", "notebooks/a.ipynb");
        var asked = await _workbook.RunAsync("run", "--via-jupyter", "notebooks/r.ipynb");
        var ours = await _workbook.RunAsync("run", "notebooks/r.ipynb", "--no-book");

        Assert.Equal((2, 2, 1), (named.ExitCode, asked.ExitCode, ours.ExitCode));
        Assert.StartsWith("notebooks/a.ipynb: no kernel 'no-such' is installed; there are .net-csharp, .net-fsharp", named.Lines[^2]);
        Assert.StartsWith("notebooks/r.ipynb: no kernel 'ir' is installed; there are .net-csharp, .net-fsharp", asked.Lines[^2]);
        Assert.StartsWith("notebooks/r.ipynb, cell 1 (c1): UnsupportedLanguage: the cell's language is r; this session runs csharp,", ours.Lines[^2]);
    }

    [KernelFact("python3")]
    public async Task Kernels_OfOthers_RunTheirOwnLanguage_AndAreStoppedByASignal()
    {
        void Write(string name, params string[] codes)
        {
            _workbook.Write(name, codes);
            var file = _workbook.PathOf("notebooks", name);
            File.WriteAllText(file, File.ReadAllText(file).Replace("\".net-csharp\"", "\"python3\"").Replace("\"C#\"", "\"python\""));
        }

        Write("a.ipynb", "print(6 * 7)\nx = 1.5", "x * 2");
        Write("b.ipynb", "while True: pass", "1");
        _workbook.Write("c.ipynb", "1");

        var result = await _workbook.RunAsync("run", "--via-jupyter", "notebooks", "--timeout", "5", "--no-book");
        var mixed = await _workbook.RunAsync("run", "--via-jupyter", "python3", "notebooks/c.ipynb", "--no-book");

        Assert.Equal((3, "1 passed, 2 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal("notebooks/b.ipynb, cell 1 (c1): TimedOut: the cell did not end within 5 s", result.Lines[^3]);
        Assert.StartsWith("notebooks/c.ipynb: no kernel '.net-csharp' is installed; there are ", result.Lines[^2]);
        Assert.Equal("42\n", (string?)_workbook.Executed("a.ipynb")[0]!["outputs"]![0]!["text"]![0]);
        Assert.Equal("3.0", (string?)_workbook.Executed("a.ipynb")[1]!["outputs"]![0]!["data"]!["text/plain"]![0]);
        Assert.StartsWith("notebooks/c.ipynb, cell 1 (c1): UnsupportedLanguage: the cell's language is csharp; this session runs python", mixed.Lines[^2]);
    }

    private void SetLanguage(string name, int cell, string language)
    {
        var file = _workbook.PathOf("notebooks", name);
        var notebook = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        notebook["cells"]![cell]!["metadata"]!["polyglot_notebook"] = new System.Text.Json.Nodes.JsonObject { ["kernelName"] = language };
        File.WriteAllText(file, notebook.ToJsonString());
    }
}
