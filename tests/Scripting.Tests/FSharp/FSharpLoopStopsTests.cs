using System.Diagnostics;
using FSharp.Compiler.CodeAnalysis;
using Scripting.FSharp;

namespace Scripting.Tests.FSharp;

public sealed class FSharpLoopStopsTests : IAsyncLifetime
{
    private const string Look = "if global.Microsoft.DotNet.Interactive.CellStop.Asked <> 0 then global.Microsoft.DotNet.Interactive.CellStop.Throw()";
    private static readonly FSharpLoopStops s_stops = new(FSharpChecker.Create(null, null, null, null, null, null, null, null, null, null, null, null, null, null));

    private readonly Recording _cells = new() { Options = new() { Language = "fsharp" } };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cells.DisposeAsync().AsTask();

    [Theory]
    [InlineData("while a do b ()", "while a do ?; b ()")]
    [InlineData("while a do\n    b ()\n    c ()", "while a do\n    ?\n#line 2 \"cell 1\"\n    b ()\n    c ()")]
    [InlineData("for i in 1 .. 3 do for j = 3 downto 1 do b i j", "for i in 1 .. 3 do ?; for j = 3 downto 1 do ?; b i j")]
    [InlineData("for i in xs ->\n    b i", null)]
    [InlineData("for i in xs do b i\r\n               c i", null)]
    [InlineData("while a do\r\n  b ()\r\nc", "while a do\r\n  ?\n#line 2 \"cell 1\"\n  b ()\r\nc")]
    [InlineData("let rec f n = if n = 0 then 0 else f (n - 1)\nand g n : int =\n  g n", "let rec f n = ?; if n = 0 then 0 else f (n - 1)\nand g n : int =\n  ?\n#line 3 \"cell 1\"\n  g n")]
    [InlineData("let rec f = function\n  | 0 -> 1\n  | n ->\n    f (n - 1)", "let rec f = function\n  | 0 -> ?; 1\n  | n ->\n    ?\n#line 4 \"cell 1\"\n    f (n - 1)")]
    [InlineData("let rec f n = match n with\n              | 0 -> 1\n              | n -> f (n - 1)", "let rec f n = match n with\n              | 0 -> ?; 1\n              | n -> ?; f (n - 1)")]
    [InlineData("let rec f n = async {\n    do! b\n    return! f n }", "let rec f n = async {\n    ?\n#line 2 \"cell 1\"\n    do! b\n    return! f n }")]
    [InlineData("let rec f = fun n m -> f m n", "let rec f = fun n m -> ?; f m n")]
    [InlineData("let g () =\n    let rec f n = f n\n    f 1", "let g () =\n    let rec f n = ?; f n\n    f 1")]
    [InlineData("type T() =\n    let rec f n = f n\n    member _.M() = while true do ()", "type T() =\n    let rec f n = ?; f n\n    member _.M() = while true do ?; ()")]
    [InlineData("let f n = f n", null)]
    [InlineData("let rec xs = 1 :: xs", null)]
    [InlineData("[ for x in xs -> x ]", null)]
    [InlineData("[ for x in xs do x ]", "[ for x in xs do ?; x ]")]
    [InlineData("seq { while a do yield 1 }", "seq { while a do ?; yield 1 }")]
    [InlineData("task { for x in xs do\n         do! f x }", "task { for x in xs do\n         ?\n#line 2 \"cell 1\"\n         do! f x }")]
    [InlineData("query { for x in xs do select x }", null)]
    [InlineData("<@ for x in xs do f x @>", null)]
    [InlineData("let inline f n = for x in xs do n x", null)]
    [InlineData("[<ReflectedDefinition>]\nlet rec f n = f n", null)]
    [InlineData("// while a do b\nlet s = \"for\"", null)]
    [InlineData("while a do\n    \"\"\"\nfor b in c do d\"\"\" |> e", "while a do\n    ?\n#line 2 \"cell 1\"\n    \"\"\"\nfor b in c do d\"\"\" |> e")]
    [InlineData("while a do (", null)]
    public void Loops_LookEachRound(string code, string? expected) =>
        Assert.Equal(expected, s_stops.Insert(code, "cell 1")?.Replace($"let _ = ({Look}) in ", "?; ", StringComparison.Ordinal).Replace($"let _ = {Look}", "?", StringComparison.Ordinal));

    private static readonly (string Code, string Expected)[] s_constructs =
    [
        ("let mutable n = 0\nwhile n < 5 do n <- n + 2; n <- n - 1\nn", "5"),
        ("let sum = ref 0\nfor i = 1 to 3 do\n    for j in [1; 2] do\n        sum.Value <- sum.Value + i * j\nsum.Value", "18"),
        ("[ for x in 1 .. 3 do x * x ]", "[1; 4; 9]"),
        ("[ for x in 1 .. 3 do\n    x\n    x * 10 ]", "[1; 10; 2; 20; 3; 30]"),
        ("[| for x in 1 .. 4 do if x % 2 = 0 then yield x; yield -x |]", "[|2; -2; 4; -4|]"),
        ("let xs = seq {\n  let mutable n = 0\n  while n < 2 do\n    n <- n + 1\n    yield n\n    yield! [n; n] }\nList.ofSeq xs", "[1; 1; 1; 2; 2; 2]"),
        ("let t = task {\n  let mutable n = 0\n  for x in [1; 2; 3] do\n    do! System.Threading.Tasks.Task.Delay 1\n    n <- n + x\n  while n < 10 do n <- n + 1\n  return n }\nt.Result", "10"),
        ("let rec count n = async {\n  if n = 0 then return 7 else\n  for _ in 1 .. 2 do do! Async.Sleep 1\n  return! count (n - 1) }\ncount 3 |> Async.RunSynchronously", "7"),
        ("let rec even n = n = 0 || odd (n - 1)\nand odd n = n <> 0 && even (n - 1)\neven 1000", "true"),
        ("let rec fact = function 0 | 1 -> 1I | n -> bigint (n: int) * fact (n - 1)\nstring (fact 20)", "\"2432902008176640000\""),
        ("let rec loop n acc =\n  match n with\n  | 0 -> acc\n  | _ ->\n    loop (n - 1) (acc + 1)\nloop 1000000 0", "1000000"),
        ("type Tree = Leaf | Node of Tree * int * Tree\nlet rec insert x t = match t with\n                     | Leaf -> Node(Leaf, x, Leaf)\n                     | Node(l, y, r) when x < y -> Node(insert x l, y, r)\n                     | Node(l, y, r) -> Node(l, y, insert x r)\nlet rec depth = function Leaf -> 0 | Node(l, _, r) -> 1 + max (depth l) (depth r)\n[3; 1; 2; 5] |> List.fold (fun t x -> insert x t) Leaf |> depth", "3"),
        ("let rec (|Even|Odd|) n = if n % 2 = 0 then Even else Odd\n[ for n in 1 .. 3 do match n with Even -> \"e\" | Odd -> \"o\" ] |> String.concat \"\"", "\"oeo\""),
        ("let q = <@ for x in 1 .. 3 do printfn \"%d\" x @>\nfor x in 1 .. 2 do ()\nq.ToString().Contains \"CellStop\"", "false"),
        ("for x in 1 .. 2 do ()\nquery { for x in [3; 1; 2] do sortBy x; select (x * 2) } |> List.ofSeq", "[2; 4; 6]"),
        ("let s = System.Text.StringBuilder()\nfor c in \"abc\" do\n    match c with\n    | 'b' -> ()\n    | c -> s.Append(c) |> ignore\ns.ToString()", "\"ac\""),
        ("let rec f x =\n    // first\n    let y =\n        x\n        |> (+) 1\n    if y > 5 then y\n    else\n        f y\nf 0", "6"),
        ("type Maybe() =\n    member _.For(xs, f) = Seq.map f xs |> Seq.last\n    member _.Return x = Some x\nlet maybe = Maybe()\nfor x in 1 .. 2 do ()\nmaybe { for x in [1; 2] do return x }", "Some 2"),
        ("let mutable n = 0\nwhile (n <- n + 1; n < 4) do ()\nn", "4"),
        ("let f (xs: byref<int>) = while xs < 3 do xs <- xs + 1\nlet mutable y = 0\nf &y\ny", "3"),
        ("type Counter() =\n    let mutable n = 0\n    let rec up k = if k > 0 then n <- n + 1; up (k - 1)\n    member _.Up k = up k; n\nCounter().Up 4", "4"),
        ("let text = $\"{[ for x in 1 .. 2 do x ]}\"\nfor x in 1 .. 2 do ()\ntext", "\"[1; 2]\""),
    ];

    [Fact]
    public async Task Values_AreThoseOfTheCell()
    {
        foreach (var (code, expected) in s_constructs)
        {
            Assert.Equal(CellOutcome.Ok, await RunChangedAsync(code));
            Assert.Equal((code, expected), (code, await _cells.Session.EvaluateAsync("sprintf \"%A\" it", "fsharp") is ResultOutput shown ? (string)shown.Data["text/plain"]! : ""));
        }
    }

    [Fact]
    public async Task Values_OfLoopsAtRandomAreThoseOfTheCell()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var code = new RandomFSharp(seed).Cell(count: 40);
            Assert.True(await RunUnchangedAsync(code) == CellOutcome.Ok, code + string.Join("\n", _cells.Outputs));
            var expected = _cells.ResultText;
            Assert.True(await RunChangedAsync(code) == CellOutcome.Ok, code + string.Join("\n", _cells.Outputs));
            Assert.Equal(expected, _cells.ResultText);

            // What is thrown half-way names the same lines.
            code = new RandomFSharp(seed + 100).Cell(count: 2, limit: 4);
            Assert.Equal(CellOutcome.Error, await RunUnchangedAsync(code));
            var lines = Lines();
            Assert.True(lines.Length > 3, string.Join("\n", lines));
            Assert.Equal(CellOutcome.Error, await _cells.RunAsync(code));
            Assert.Equal(lines, Lines());
        }

        // But for the names that the compiler makes up.
        string[] Lines() => [.. _cells.Error.Traceback.Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"cell \d+|FSI_\d+|@\d+(-\d+)?", ""))];
    }

    // As it stands: code with a line directive of its own is left alone.
    private Task<CellOutcome> RunUnchangedAsync(string code) => _cells.RunAsync(code + "\n// #line");

    // The changed text itself, so that it must compile.
    private Task<CellOutcome> RunChangedAsync(string code)
    {
        var changed = s_stops.Insert(code, "cell");
        Assert.NotNull(changed);
        return RunUnchangedAsync(changed);
    }

    [Theory]
    [InlineData("printfn \"ran\"\nfor i in 1 .. 3 do i + nothing")]
    [InlineData("printfn \"ran\"\n#r \"System.Xml\"\nfor i in 1 .. 3 do i + nothing")]
    public async Task Part_ThatRanBeforeOneThatDoesNotCompileRanOnce(string code)
    {
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync(code));
        Assert.InRange(_cells.Stdout.Length, 0, "ran\n".Length);
        Assert.Contains("FS0039", _cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_PointAtTheCodeAsItWasWritten()
    {
        (string Code, int Line, string Text)[] failing =
        [
            ("let mutable n = 0\nwhile true do\n    n <- n + 1\n    if n = 3 then\n        failwith \"x\"\n", 5, "failwith \"x\""),
            ("let rec f n =\n    if n = 0 then failwith \"x\"\n    f (n - 1)\n\nf 3", 2, "if n = 0 then failwith \"x\""),
            ("for i in 1 .. 3 do\n    for j in 1 .. 3 do\n        ()\nlet a = [| 1 |]\na.[4]", 5, "a.[4]"),
            ("for i in 1 .. 3 do if i = 2 then failwith \"x\"", 1, "for i in 1 .. 3 do if i = 2 then failwith \"x\""),
        ];
        for (var i = 0; i < failing.Length; i++)
        {
            Assert.Equal(CellOutcome.Error, await _cells.RunAsync(failing[i].Code));
            Assert.Contains($"   at cell {i + 1}, line {failing[i].Line}: {failing[i].Text}", _cells.Error.Traceback);
        }

        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("for i in 1 .. 3 do\n    ()\n\nfor i in 1 .. 3 do nothing i"));
        Assert.StartsWith("line 4: FS0039: ", _cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("    for i in 1 .. 3 do nothing i", _cells.Error.Traceback);
        Assert.Contains(new string(' ', 4 + 19) + "^", _cells.Error.Traceback);
    }

    [Fact]
    public async Task Loop_EndsBetweenTwoOfItsStatementsAndKeepsWhatWasSet()
    {
        string[] endless =
        [
            "while true do n <- n + 1",
            "let rec loop () =\n    n <- n + 1\n    loop ()\nloop ()",
            "while true do\n    try\n        n <- n + 1\n        while true do ()\n    with _ -> ()",
            "let rec loop () =\n    try\n        n <- n + 1\n        while true do ()\n    with _ -> ()\n    loop ()\nloop ()",
            "for i in Seq.initInfinite id do n <- i",
            "task {\n  while true do\n    n <- n + 1 } |> _.Wait()",
        ];
        foreach (var code in endless)
        {
            await _cells.RunAllAsync("let mutable n = 0");
            using var stop = new CancellationTokenSource();
            var run = _cells.RunAsync("printfn \"started\"\n" + code, stop.Token);
            for (var since = Stopwatch.StartNew(); _cells.Stdout.Length == 0; await Task.Delay(20))
            {
                Assert.False(run.IsCompleted || since.Elapsed > TimeSpan.FromMinutes(1), string.Join("\n", _cells.Outputs));
            }

            await Task.Delay(100);
            await stop.CancelAsync();
            Assert.Equal((code, CellOutcome.Interrupted), (code, await run.WaitAsync(TimeSpan.FromSeconds(10))));
            await _cells.RunAllAsync("n > 0");
            Assert.Equal("True", _cells.ResultText);
        }
    }

    [Fact]
    public async Task Loop_IsNotAborted()
    {
        // Where the machine is so busy that the loop gets no turn for a while, it is aborted all the same.
        for (var tries = 3; tries > 0 && !_cells.Outputs.OfType<ResultOutput>().Any(r => (string)r.Data["text/plain"]! == "OperationCanceledException"); tries--)
        {
            await _cells.RunAllAsync("let mutable seen = \"\"");
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            Assert.Equal(CellOutcome.Interrupted, await _cells.RunAsync("try\n    while true do ()\nwith e -> seen <- e.GetType().Name; reraise ()", stop.Token));
            await _cells.RunAllAsync("seen");
        }

        Assert.Equal("OperationCanceledException", _cells.ResultText);
    }
}
