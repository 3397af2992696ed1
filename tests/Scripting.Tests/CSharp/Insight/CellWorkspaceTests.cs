using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Scripting.CSharp.Insight;

namespace Scripting.Tests.CSharp.Insight;

public class CellWorkspaceTests
{
    private readonly CellWorkspace _workspace = new(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public void Cells_ThatDeclareDifferentNamesShareOneProject()
    {
        var cells = Cells(Enumerable.Range(0, 200).Select(i => $"var v{i} = {i};\nint F{i}(int x) => x + v{i};\nv{i} = 3;"));
        var solution = _workspace.Document("v1", cells).Project.Solution;
        Assert.Equal(2, solution.ProjectIds.Count);
    }

    [Fact]
    public void Cells_ThatAreRunAgainAndAgainDoNotLengthenTheChain()
    {
        var cells = Cells(Enumerable.Range(0, 200).Select(i => $"var x = {i};"));
        for (var count = 1; count <= cells.Count; count += 7)
        {
            Assert.InRange(_workspace.Document("x", cells.GetRange(0, count)).Project.Solution.ProjectIds.Count, 2, 9);
        }
    }

    [Fact]
    public async Task Name_ThatIsDeclaredAgainHasItsNewType()
    {
        var cells = Cells(["var x = 1;", "var y = x;", "var x = \"text\";", "int Twice(int n) => n;", "int Twice(string s) => 2;"]);
        Assert.Equal("string", await TypeOf("x", cells));
        Assert.Equal("int", await TypeOf("y", cells));
        Assert.Equal("int", await TypeOf("Twice(1) + Twice(\"\")", cells));
    }

    [Fact]
    public async Task Variables_OfExpressionsAreKnown()
    {
        var cells = Cells(["var (a, b) = (1, \"x\");\nint.TryParse(\"3\", out var c);\nConsole.WriteLine(new[] { 1 }.Select(z => z).First());", "using System.Text;"]);
        Assert.Equal("string", await TypeOf("b", cells));
        Assert.Equal("int", await TypeOf("a + c", cells));
        Assert.Equal("StringBuilder", await TypeOf("new StringBuilder()", cells));
    }

    private static ImmutableList<KeptCell> Cells(IEnumerable<string> codes) => [.. codes.Select(code => new KeptCell("using System; using System.Linq;\n" + code, []))];

    private async Task<string> TypeOf(string expression, ImmutableList<KeptCell> cells)
    {
        var document = _workspace.Document($"var asked = {expression};", cells);
        var model = await document.GetSemanticModelAsync();
        var initializer = (await document.GetSyntaxRootAsync())!.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax>().Single().Value;
        return model.GetTypeInfo(initializer).Type!.ToMinimalDisplayString(model!, initializer.SpanStart);
    }
}
