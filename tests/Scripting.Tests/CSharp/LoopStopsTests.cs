using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Scripting.CSharp;

namespace Scripting.Tests.CSharp;

public class LoopStopsTests
{
    [Theory]
    [InlineData("while (a) b();", "while (a) {?b();}")]
    [InlineData("while (a) { b(); }", "while (a) {? b(); }")]
    [InlineData("for (;;) foreach (var x in y) b(); // c", "for (;;) {?foreach (var x in y) {?b();}} // c")]
    [InlineData("do b(); while (a);", "do {?b();} while (a);")]
    [InlineData("await foreach (var (x, z) in y)\n{ // c\n}", "await foreach (var (x, z) in y)\n{? // c\n}")]
    [InlineData("int F() { while (true) ; }", "int F() { while (true) {?;} }")]
    [InlineData("Action f = () => { while (true) { } };", "Action f = () => { while (true) {? } };")]
    [InlineData("if (a) b();", null)]
    public void Loops_LookEachRound(string code, string? expected)
    {
        var root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot();

        Assert.Equal(expected, LoopStops.Insert(code, root)?.Replace("if(global::Microsoft.DotNet.Interactive.CellStop.Asked!=0)global::Microsoft.DotNet.Interactive.CellStop.Throw();", "?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_PointAtTheCodeAsItWasWritten()
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("for (var i = 0; i < 3; i++) { nothing(); }"));
        Assert.Contains("    for (var i = 0; i < 3; i++) { nothing(); }", cells.Error.Traceback);
        Assert.Contains(new string(' ', 4 + 30) + "^", cells.Error.Traceback);

        Assert.Equal(CellOutcome.Error, await cells.RunAsync("var n = 0;\nwhile (true)\n    if (n++ == 2)\n        throw new Exception(\"x\");"));
        Assert.Contains(cells.Error.Traceback, line => line.Contains("cell 2, line 4: throw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_AndDeclarationsAreThoseOfTheCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("int Sum(int n) { var s = 0; for (var i = 1; i <= n; i++) s += i; return s; }\nvar all = new List<int>(); foreach (var n in new[] { 1, 2 }) all.Add(Sum(n));", "all.Sum() + Sum(4)");
        Assert.Equal("14", cells.ResultText);
    }
}
