namespace Scripting.Tests;

public class ScriptSessionTests
{
    [Fact]
    public async Task State_IsCarriedFromCellToCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var x = 20;", "int Twice(int n) => 2 * n;", "record Point(int X, int Y);", "var p = new Point(Twice(x), 2);", "p.X + p.Y");
        Assert.Equal("42", cells.ResultText);
    }

    [Fact]
    public async Task Cells_ThatDeclareNothingStandBetweenThoseThatDo()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "var x = 1;", "x = 2;", "var y = 10;", "x + y", "int.TryParse(\"100\", out var z);", "foreach (var i in new[] { 1, 2 }) { x += i; }",
            "Func<int> Later() => () => x + y;", "var later = Later();", "y = 20;", "x + y + z + later()");
        Assert.Equal((5 + 20 + 100 + 25).ToString(System.Globalization.CultureInfo.InvariantCulture), cells.ResultText);
    }

    [Fact]
    public async Task Usings_AreCarriedFromCellToCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("using System.Globalization;", "1.5.ToString(CultureInfo.InvariantCulture)");
        Assert.Equal("1.5", cells.ResultText);
    }

    [Fact]
    public async Task Declarations_CanBeMadeAgain()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var x = 1; int F() => 1; class C { public int V = 1; }", "var x = \"two\"; int F() => 2; class C { public int V = 2; }", "$\"{x} {F()} {new C().V}\"");
        Assert.Equal("two 2 2", cells.ResultText);
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("Math.Max(1, 2);", false)]
    [InlineData("var x = 3;", false)]
    [InlineData("Console.Write(3)", false)]
    [InlineData("", false)]
    [InlineData("// nothing", false)]
    [InlineData("if (true) { } \"yes\"", true)]
    [InlineData("await Task.FromResult(5)", true)]
    [InlineData("await Task.CompletedTask", false)]
    [InlineData("(string)null", true)]
    public async Task Result_IsTheLastExpressionWithoutSemicolon(string code, bool shown)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(shown ? 1 : 0, cells.Outputs.OfType<ResultOutput>().Count());
    }

    [Fact]
    public async Task Await_WorksAtTopLevel()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("""
            async IAsyncEnumerable<int> Numbers() { for (var i = 0; i < 3; i++) { await Task.Yield(); yield return i; } }
            var sum = 0;
            await foreach (var n in Numbers()) sum += n;
            """, "await Task.Delay(1); sum");
        Assert.Equal("3", cells.ResultText);
    }

    [Fact]
    public async Task CompileError_ShowsTheCellsLineAndLeavesTheSessionAsItWas()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var kept = 7;");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("var a = 1;\nvar b = missing + a;"));
        Assert.Equal("CompilationError", cells.Error.Name);
        Assert.StartsWith("line 2: CS0103:", cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("    var b = missing + a;", cells.Error.Traceback);
        Assert.Contains("            ^", cells.Error.Traceback);
        await cells.RunAllAsync("kept");
        Assert.Equal("7", cells.ResultText);
    }

    [Fact]
    public async Task RuntimeError_PointsAtTheCellsLineAndKeepsWhatWasSet()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("int Divide(int a, int b)\n{\n    return a / b;\n}");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("var before = 5;\nvar after = Divide(before, 0);"));
        Assert.Equal("System.DivideByZeroException", cells.Error.Name);
        Assert.Contains(cells.Error.Traceback, line => line == "   at cell 2, line 2: var after = Divide(before, 0);");
        Assert.Contains(cells.Error.Traceback, line => line.StartsWith("   at cell 1, line 3", StringComparison.Ordinal));
        Assert.DoesNotContain(cells.Error.Traceback, line => line.Contains("Scripting", StringComparison.Ordinal));
        await cells.RunAllAsync("before");
        Assert.Equal("5", cells.ResultText);
    }

    [Theory]
    [InlineData("var list = new[] { 1, 2 };\nvar at = 3;\nConsole.WriteLine(list[at]);", 3)]
    [InlineData("string text = null;\n\ntext.Trim();\nvar last = 1;", 3)]
    [InlineData("var first = 1;\nvar items = new List<int>();\nawait Task.Yield();\nitems[first] = 2;\nfirst = 3;", 4)]
    public async Task RuntimeError_OfEveryKind_NamesItsLine(string code, int line)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(cells.Error.Traceback, text => text.StartsWith($"   at cell 1, line {line}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Console_IsCapturedInOrderWithTheOtherOutputs()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("""
            Console.WriteLine("one");
            Console.Error.WriteLine("two");
            display("three");
            Console.Write("four");
            "five"
            """);
        Assert.Equal(
            ["stdout one\n", "stderr two\n", "display three", "stdout four", "result five"],
            cells.Outputs.Select(o => o switch
            {
                StreamOutput s => $"{s.Name} {s.Text}",
                DisplayOutput d => $"display {d.Data["text/plain"]}",
                ResultOutput r => $"result {r.Data["text/plain"]}",
                _ => o.ToString(),
            }));
    }

    [Fact]
    public async Task Console_OfThreadsAndTasksGoesToTheCellThatStartedThem()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("""
            var thread = new Thread(() => Console.WriteLine("thread"));
            thread.Start();
            thread.Join();
            await Task.Run(() => Console.WriteLine("task"));
            Parallel.For(0, 3, i => Console.WriteLine("parallel"));
            """);
        Assert.Equal("thread\ntask\nparallel\nparallel\nparallel\n", cells.Stdout);
    }

    [Fact]
    public async Task Console_OfAMillionLinesArrivesWhole()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("for (var i = 0; i < 1_000_000; i++) Console.WriteLine(i);");
        var lines = cells.Stdout.Split('\n');
        Assert.Equal(1_000_001, lines.Length);
        Assert.Equal("999999", lines[^2]);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("new ManualResetEventSlim().Wait();")]
    [InlineData("await Task.Delay(Timeout.Infinite);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("while (true) { try { Thread.Sleep(10); } catch (Exception) { } }")]
    public async Task Interrupt_StopsTheCellAndKeepsTheVariables(string endless)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var warm = 1;");
        using var stop = new CancellationTokenSource();
        var run = cells.RunAsync("var kept = 9;\nConsole.WriteLine(\"started\");\n" + endless, stop.Token);
        while (!cells.Outputs.ToArray().OfType<StreamOutput>().Any())
        {
            Assert.False(run.IsCompleted, string.Join("\n", cells.Outputs));
            await Task.Delay(20);
        }

        var since = System.Diagnostics.Stopwatch.StartNew();
        await stop.CancelAsync();
        Assert.Equal(CellOutcome.Interrupted, await run.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 1.5);
        Assert.Equal("Interrupted", cells.Error.Name);
        await cells.RunAllAsync("kept + warm");
        Assert.Equal("10", cells.ResultText);
    }

    [Theory]
    [InlineData("var t = new Thread(() => throw new InvalidOperationException(\"stray\")); t.Start(); t.Join();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException(\"stray\")); Thread.Sleep(300);")]
    [InlineData("async void Later() { await Task.Yield(); throw new InvalidOperationException(\"stray\"); } Later(); await Task.Delay(300);")]
    public async Task Exception_OnABackgroundThreadIsShownAndTheSessionLives(string code)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Contains("InvalidOperationException: stray", cells.Stderr, StringComparison.Ordinal);
        await cells.RunAllAsync("40 + 2");
        Assert.Equal("42", cells.ResultText);
    }

    [Fact]
    public async Task Display_CanBeReplacedFromALaterCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var shown = display(\"old\");");
        var id = cells.Outputs.OfType<DisplayOutput>().Single().DisplayId;
        await cells.RunAllAsync("shown.Update(\"new\");");
        Assert.False(string.IsNullOrEmpty(id));
    }

    [Fact]
    public async Task Reference_ThatIsNotBuilt_SaysWhatToDo()
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"../nowhere/Missing.dll\""));
        Assert.Contains("Missing.dll", cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("build that project first", cells.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../bin/Figures.dll", CellOutcome.Ok)]
    [InlineData("bin/Figures.dll", CellOutcome.Error)]
    public async Task Reference_ThatLeadsUpwards_IsLookedForFromTheFoldersAboveToo(string path, CellOutcome expected)
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            var zh = root.CreateSubdirectory("notebooks").CreateSubdirectory("zh");
            File.Copy(Path.Combine(Places.Figures, "Figures.dll"), Path.Combine(root.CreateSubdirectory("bin").FullName, "Figures.dll"));
            await using var cells = new Recording(zh.FullName);
            Assert.Equal(expected, await cells.RunAsync($"#r \"{path}\"\ntypeof(Figures.Check).Name"));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Load_RunsAScriptBesideTheNotebook()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "helpers.csx"), "int Half(int n) => n / 2;");
            await using var cells = new Recording(folder.FullName);
            await cells.RunAllAsync("#load \"helpers.csx\"", "Half(84)");
            Assert.Equal("42", cells.ResultText);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Memory_OfThreeHundredCellsStaysSmall()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var v0 = 0;");
        var before = Environment.WorkingSet;
        for (var i = 1; i <= 300; i++)
        {
            await cells.RunAllAsync($"var v{i} = v{i - 1} + 1; int F{i}(int n) => n + v{i};");
        }

        await cells.RunAllAsync("F300(0)");
        Assert.Equal("300", cells.ResultText);
        Assert.InRange((Environment.WorkingSet - before) / (1024.0 * 1024), double.MinValue, 200);
    }

    [Fact]
    public async Task Dispose_CanBeRepeated()
    {
        var session = new ScriptSession(new SessionOptions { WorkingDirectory = Places.Figures });
        Assert.Equal(CellOutcome.Ok, await session.ExecuteAsync("#r \"Figures.dll\"\nvar name = typeof(Figures.Check).ToString();", _ => { }));
        await session.DisposeAsync();
        await session.DisposeAsync();
    }

    [Fact]
    public async Task MissingWorkingDirectory_IsRefused()
    {
        var missing = Path.Combine(AppContext.BaseDirectory, "no-such-folder");
        var error = Assert.Throws<DirectoryNotFoundException>(() => new ScriptSession(new SessionOptions { WorkingDirectory = missing }));
        Assert.Contains("no-such-folder", error.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }
}
