using Reader.Live;

namespace Reader.Tests.Live;

public sealed class CellNeedsTests
{
    private static string Of(params string[] cells) => Of(cells.Select((code, i) => new CellText($"c{i}", "csharp", code, [])).ToArray());

    private static string Of(CellText[] cells) => string.Join(' ', CellNeeds.Of(cells, cells.Length - 1));

    [Theory]
    [InlineData("0", "var a = 1;", "var b = 2;", "a + 1")]
    [InlineData("0 1", "var a = 1;", "var b = a;", "b")]
    [InlineData("1", "var a = 1;", "int F(int x) => x;", "F(2)")]
    [InlineData("0", "record Point(int X);", "var a = 1;", "new Point(1)")]
    [InlineData("", "var a = 1;", "2 + 2")]
    [InlineData("0", "var (a, b) = (1, 2);", "b")]
    [InlineData("0", "int.TryParse(\"1\", out var n);", "n")]
    public void Cell_NeedsWhatDeclaresTheNamesItUses(string expected, params string[] cells) => Assert.Equal(expected, Of(cells));

    [Theory]
    [InlineData("0 1", "var list = new List<int>();", "list.Add(1);", "list.Count")]
    [InlineData("0 1", "var a = 1;", "a = 2;", "a")]
    [InlineData("0 1", "var a = 1;", "a++;", "a")]
    [InlineData("0 1", "var a = new int[3];", "a[0] = 1;", "a")]
    [InlineData("0 1", "var a = new int[3];", "Array.Sort(a);", "a")]
    [InlineData("0 1 2", "var a = new List<int>();", "var b = a;", "b.Add(1);", "a")]
    [InlineData("0 1 2", "var a = 1;", "void Set() { a = 5; }", "Set();", "a")]
    [InlineData("0 1 2 3", "var a = 1;", "void Set() { a = 5; }", "void Call() => Set();", "Call();", "a")]
    [InlineData("0 1", "var data = new double[3];", "var model = new Model(data);", "data")]
    public void Cell_NeedsWhatMayHaveChangedItsValues(string expected, params string[] cells) => Assert.Equal(expected, Of(cells));

    [Theory]
    [InlineData("0", "var a = 1;", "Console.WriteLine(a);", "a")]
    [InlineData("0", "var a = 1;", "display(a);", "a")]
    [InlineData("0", "var a = 1;", "a * 2 + 1", "a")]
    [InlineData("0", "var a = new double[3];", "a.Average()", "a")]
    [InlineData("0", "var a = new double[3];", "$\"{a[0]:F3}\"", "a")]
    public void Cell_DoesNotNeedWhatOnlyShowsItsValues(string expected, params string[] cells) => Assert.Equal(expected, Of(cells));

    [Theory]
    [InlineData("0", "#r \"lib.dll\"\nusing Lib;", "var a = 1;", "1")]
    [InlineData("0", "#load \"setup.csx\"", "var a = 1;", "1")]
    [InlineData("0", "#r \"nuget: X, 1.0\"", "var a = 1;", "1")]
    [InlineData("0", "using System.Numerics;", "1")]
    public void Cell_NeedsWhatBringsNamesFromElsewhere(string expected, params string[] cells) => Assert.Equal(expected, Of(cells));

    [Fact]
    public void CellWhoseMagicsHideWhatItUses_NeedsAllAbove() => Assert.Equal("0 1", Of("var a = 1;", "var b = 1;", "#!share --from fsharp x\nx"));

    [Fact]
    public void FSharpCell_NeedsTheFSharpCellsAbove() => Assert.Equal(
        "1", Of([new CellText("a", "csharp", "var a = 1;", []), new CellText("b", "fsharp", "let x = 1", []), new CellText("c", "fsharp", "x", [])]));

    [Fact]
    public void Cell_NeedsWhatItsMetadataName() => Assert.Equal(
        "0", Of([new CellText("a", "csharp", "var a = 1;", []), new CellText("b", "csharp", "var b = 1;", []), new CellText("c", "csharp", "1", ["a"])]));

    [Fact]
    public void CellOfALanguageThatIsNotRun_IsNotNeeded() => Assert.Equal(
        "", Of([new CellText("a", "python", "a = 1", []), new CellText("b", "csharp", "a", [])]));
}
