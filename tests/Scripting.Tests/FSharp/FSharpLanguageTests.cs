using System.Diagnostics;

namespace Scripting.Tests.FSharp;

public sealed class FSharpLanguageTests : IAsyncLifetime
{
    private readonly Recording _cells = new() { Options = new() { Language = "fsharp" } };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cells.DisposeAsync().AsTask();

    [Fact]
    public async Task State_IsCarriedAndOnlyTheLastExpressionIsShown()
    {
        await _cells.RunAllAsync("let x = 20", "let twice n = 2 * n\ntype Point = { X: int; Y: int }", "x + 1 |> ignore\nlet p = { X = twice x; Y = 2 }\np.X + p.Y");
        Assert.Equal("42", _cells.ResultText);
        await _cells.RunAllAsync("printfn \"hello %d\" x\neprintf \"warn\"");
        Assert.Equal("hello 20\n", _cells.Stdout);
        Assert.Equal("warn", _cells.Stderr);
        Assert.Empty(_cells.Outputs.OfType<ResultOutput>());
    }

    [Fact]
    public async Task CompileError_ShowsTheCellsLineAndLeavesTheSessionAsItWas()
    {
        await _cells.RunAllAsync("let kept = 7");
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("\nlet a = 1\nlet b : string = a"));
        Assert.Equal("CompilationError", _cells.Error.Name);
        Assert.StartsWith("line 3: FS0001: ", _cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("    let b : string = a", _cells.Error.Traceback);
        Assert.Contains("                     ^", _cells.Error.Traceback);
        await _cells.RunAllAsync("kept");
        Assert.Equal("7", _cells.ResultText);
    }

    [Theory]
    [InlineData("failwith \"oops\"", "")]
    [InlineData("let f () = failwith \"oops\"\nf () |> ignore", "")]
    [InlineData("printfn \"before\"\nfailwith \"oops\"", "before\n")]
    public async Task Exception_IsTheErrorWithoutTheSessionsOwnFrames(string code, string printed)
    {
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync(code));
        Assert.Equal("System.Exception", _cells.Error.Name);
        Assert.Equal("oops", _cells.Error.Value);
        Assert.Equal(printed, _cells.Stdout);
        Assert.DoesNotContain(_cells.Error.Traceback, line => line.Contains("Scripting", StringComparison.Ordinal) || line.Contains("FSharp.Compiler", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("while true do ()")]
    [InlineData("System.Threading.Thread.Sleep(-1)")]
    [InlineData("async { while true do do! Async.Sleep 10 } |> Async.RunSynchronously")]
    public async Task Interrupt_StopsTheCell(string endless)
    {
        await _cells.RunAllAsync("let kept = 9");
        using var stop = new CancellationTokenSource();
        var run = _cells.RunAsync("printfn \"started\"\n" + endless, stop.Token);
        while (!_cells.Outputs.ToArray().OfType<StreamOutput>().Any())
        {
            Assert.False(run.IsCompleted, string.Join("\n", _cells.Outputs));
            await Task.Delay(20);
        }

        var since = Stopwatch.StartNew();
        await stop.CancelAsync();
        Assert.Equal(CellOutcome.Interrupted, await run.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 2.5);
        await _cells.RunAllAsync("kept + 1");
        Assert.Equal("10", _cells.ResultText);
    }

    [Fact]
    public async Task Values_AreSharedBothWaysByReference()
    {
        await _cells.RunAllAsync(
            "#!csharp\nvar list = new List<int> { 1, 2 }; IEnumerable<int> seen = list; (string, int[]) pair = (\"a\", new[] { 3 });",
            "#!share --from csharp list\n#!share --from csharp seen\n#!share --from csharp pair --as both\nlist.Add 3\nlet struct (name, numbers) = both\nlet total = Seq.sum seen\nlet option = Some 4",
            "#!csharp\n#!share --from fsharp total\n#!share --from fsharp option\n#!share --from fsharp list --as again\n$\"{list.Count} {total} {option.Value} {object.ReferenceEquals(list, again)}\"");
        Assert.Equal("3 6 4 True", _cells.ResultText);
        await _cells.RunAllAsync("#!who\n#!csharp\n#!who");
        Assert.Contains("total", _cells.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_ThatTheOtherLanguageCannotNameIsAnError()
    {
        await _cells.RunAllAsync("#!csharp\nrecord P(int X); var p = new P(1); var ps = new List<P>(); var anonymous = new { A = 1 };");
        foreach (var name in new[] { "p", "ps" })
        {
            Assert.Equal(CellOutcome.Error, await _cells.RunAsync($"#!share --from csharp {name}"));
            Assert.Contains("F# cannot name the type P", _cells.Error.Value, StringComparison.Ordinal);
        }

        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("#!share --from csharp anonymous"));
        Assert.Contains("F# cannot name the type", _cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_OfAnFSharpCellIsKnownInCSharp()
    {
        await _cells.RunAllAsync(
            "type R = { A: int }\ntype U = X of int | Y\nlet r = { A = 1 }\nlet us = [X 2; Y]",
            "#!csharp\n#!share --from fsharp r\n#!share --from fsharp us\nr.A + us.Length + (us.Head.ToString() == \"X 2\" ? 40 : 0)");
        Assert.Equal("43", _cells.ResultText);
    }

    [Fact]
    public async Task Exception_NamesTheLine()
    {
        (string Code, int Line)[] failing =
        [
            ("let xs = [| 1; 2 |]\n\nlet a = xs.[0]\nlet b = xs.[5]\nlet c = 3", 4),
            ("let f x =\n    let y = x + 1\n    if y > 3 then\n        failwith \"no\"\n    y\n\nf 7 + 1", 4),
            ("let half n =\n    10 / n\n\n[2; 0] |> List.map half", 2),
            ("async {\n    do! Async.Sleep 1\n    failwith \"later\" } |> Async.RunSynchronously", 3),
            ("type T() =\n    member _.M() =\n        (null: string).Length\nT().M() + 1", 3),
        ];
        for (var i = 0; i < failing.Length; i++)
        {
            Assert.Equal(CellOutcome.Error, await _cells.RunAsync(failing[i].Code));
            Assert.Contains(_cells.Error.Traceback, text => text.StartsWith($"   at cell {i + 1}, line {failing[i].Line}: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Exception_InAFunctionOfAnEarlierCellNamesBothLines()
    {
        await _cells.RunAllAsync("let f x =\n    if x > 3 then failwith \"no\"\n    x");
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("let a = 1\nlet b = f 5\nb"));
        Assert.Contains("   at cell 1, line 2", _cells.Error.Traceback);
        Assert.Contains("   at cell 2, line 2: let b = f 5", _cells.Error.Traceback);
        Assert.DoesNotContain(_cells.Error.Traceback, text => text.Contains("System.Reflection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cell_TypedAsAtThePromptRunsWhole()
    {
        await _cells.RunAllAsync("let a = \";;\";; \n(* ;;\n*)\nlet b = a + \"b\";;\r\nb;;");
        Assert.Equal(";;b", _cells.ResultText);
    }

    [Fact]
    public async Task Html_IsWrittenByElementsAndEncoded()
    {
        await _cells.RunAllAsync("open Html\ndiv [ _class \"c\"; _style [\"color: red\"; \"margin: 0\"] ] [ h1 [] [ str \"a <b>\" ]; br []; td [] [ 3 ]; img [ _src \"x\" ]; span [] [ \"<script>\" ] ]");
        Assert.Equal(
            "<div class=\"c\" style=\"color: red; margin: 0\"><h1>a &lt;b&gt;</h1><br /><td>3</td><img src=\"x\" /><span>&lt;script&gt;</span></div>",
            (string)_cells.Result["text/html"]!);
    }

    [Fact]
    public async Task Library_ReferencedByOneLanguageHasTheSameTypesInTheOther()
    {
        await using var cells = new Recording(Places.Figures) { Options = new() { Language = "fsharp" } };
        await cells.RunAllAsync(
            "#!csharp\n#r \"Microsoft.Data.Analysis.dll\"\nusing Microsoft.Data.Analysis;\nvar column = new Int32DataFrameColumn(\"n\", new[] { 1, 2 });",
            "#!share --from csharp column\ncolumn.Length",
            "#r \"Microsoft.Data.Analysis.dll\"\nopen Microsoft.Data.Analysis\n(box column) :? Int32DataFrameColumn");
        Assert.Equal("True", cells.ResultText);
    }

    [Fact]
    public async Task Display_AndInputWorkAsInCSharp()
    {
        _cells.Options = _cells.Options with { Input = (request, _) => Task.FromResult("answer to " + request.Prompt) };
        await _cells.RunAllAsync("display (HTML \"<b>x</b>\") |> ignore\ninput \"q\" + stdin.ReadLine()");
        Assert.Equal("<b>x</b>", (string)_cells.Outputs.OfType<DisplayOutput>().Single().Data["text/html"]!);
        Assert.Equal("answer to qanswer to ", _cells.ResultText);
    }

    [Theory]
    [InlineData("know", "known")]
    [InlineData("known |> List.ma", "map")]
    [InlineData("let y =\n  \"a\".Sub", "Substring")]
    public async Task Completion_KnowsTheSession(string code, string expected)
    {
        await _cells.RunAllAsync("let known = [1; 2]");
        var list = await _cells.Session.CompleteAsync(code, code.Length, "fsharp");
        Assert.Contains(list.Items, item => item.Text == expected);
        Assert.Equal(code.Length, list.End);
        Assert.StartsWith(code[list.Start..], expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("twice 3", 2, "val twice: n: int -> int", "Twice a number.")]
    [InlineData("List.map", 6, "List.map", "list")]
    [InlineData("System.Math.Max(1, 2)", 13, "Math.Max", "Returns the larger")]
    public async Task Inspection_GivesSignatureAndDocumentation(string code, int position, string signature, string text)
    {
        await _cells.RunAllAsync("/// Twice a number.\nlet twice n = 2 * n");
        var found = await _cells.Session.InspectAsync(code, position, 0, "fsharp");
        Assert.NotNull(found);
        Assert.Contains(signature, found.PlainText, StringComparison.Ordinal);
        Assert.Contains(text, found.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + 1", CodeCompleteness.Complete, "")]
    [InlineData("let f x =", CodeCompleteness.Incomplete, "    ")]
    [InlineData("if true then\n    printfn \"(\"", CodeCompleteness.Complete, "")]
    [InlineData("let x = [1;\n  2", CodeCompleteness.Incomplete, "      ")]
    [InlineData("(* open", CodeCompleteness.Incomplete, "    ")]
    [InlineData("(1))", CodeCompleteness.Invalid, "")]
    public void IsComplete_IsToldByTheText(string code, CodeCompleteness status, string indent) =>
        Assert.Equal(new CompletenessAnswer(status, indent), _cells.Session.IsComplete(code, "fsharp"));

    [Fact]
    public async Task Expression_IsEvaluated()
    {
        await _cells.RunAllAsync("let x = 20");
        Assert.Equal("42", (string)Assert.IsType<ResultOutput>(await _cells.Session.EvaluateAsync("x + 22", "fsharp")).Data["text/plain"]!);
        Assert.IsType<ErrorOutput>(await _cells.Session.EvaluateAsync("missing", "fsharp"));
    }
}
