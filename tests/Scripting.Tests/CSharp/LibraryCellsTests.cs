namespace Scripting.Tests.CSharp;

public class LibraryCellsTests
{
    [Theory]
    [InlineData("namespace A.B { public class C { public int V = 42; } }", "new C().V")]
    [InlineData("namespace A { [Flags] enum Colour { Red = 42 } delegate int F(); /// <summary>x</summary>\n[Serializable]\nclass C { } }", "(int)Colour.Red + (typeof(F).IsPublic && typeof(C).IsPublic ? 0 : 1)")]
    [InlineData("namespace A.B;\npublic class C { public int V = 42; }", "new A.B.C().V")]
    [InlineData("using System.Globalization;\nnamespace A { public static class C { public static string V => 42.ToString(CultureInfo.InvariantCulture); } }", "C.V")]
    [InlineData("static class E { public static int Twice(this int x) => 2 * x; }", "21.Twice()")]
    [InlineData("static class E { extension(int x) { public int Doubled => 2 * x; } }", "21.Doubled")]
    [InlineData("static class E { extension(IEnumerable<int>) { public static int Answer => 42; } }", "IEnumerable<int>.Answer")]
    [InlineData("file class Hidden { public int V = 42; }\npublic class Shown { public int V => new Hidden().V; }", "new Shown().V")]
    [InlineData("int before = 40;\nstatic class E { public static int PlusTwo(this int x) => x + 2; }\nint after = before.PlusTwo();", "after")]
    [InlineData("public record Money(int Amount);\nstatic class E { public static int Twice(this Money m) => 2 * m.Amount; }", "new Money(21).Twice()")]
    [InlineData("int scale = 2;\nint Scaled(int x) => scale * x;\nclass Local { }\nstatic class E { public static int PlusTwo(this int x) => x + 2; }", "Scaled(19).PlusTwo() + 2")]
    public async Task Cell_ThatScriptsRefuseIsCompiledAsALibrary(string code, string expression)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var warm = 1;", code, expression);
        Assert.Equal("42", cells.ResultText);
    }

    [Fact]
    public async Task Value_OfTheScriptPartIsShown()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("static class E { public static int Twice(this int x) => 2 * x; }\n21.Twice()");
        Assert.Equal("42", cells.ResultText);
    }

    [Fact]
    public async Task Library_IsReplacedWhenItsCellRunsAgain()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "namespace A { public static class C { public static int V => 1; } public static class Only1 { } }",
            "int Old() => C.V;",
            "namespace A { public static class C { public static int V => 2; } }",
            "namespace A { public static class C { public static int V => 3; } }",
            "$\"{C.V} {Old()}\"");
        Assert.Equal("3 1", cells.ResultText);
    }

    [Fact]
    public async Task Library_SeesUsingsAndLibrariesOfEarlierCells()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "using System.Globalization;",
            "namespace A { public class Base { public virtual string V => 4.ToString(CultureInfo.InvariantCulture); } }",
            "namespace B { public class Derived : A.Base { public override string V => base.V + 2; } }",
            "new Derived().V");
        Assert.Equal("42", cells.ResultText);
    }

    [Fact]
    public async Task Error_InALibraryShowsItsLineAndWhatToWrite()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("class Scripted { }");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("static class E\n{\n    public static int F(this Scripted s) => 1;\n}"));
        Assert.StartsWith("line 3: CS0246", cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("    public static int F(this Scripted s) => 1;", cells.Error.Traceback[1], StringComparison.Ordinal);
        Assert.Contains("extension class E is compiled as a library", cells.Error.Traceback[^1], StringComparison.Ordinal);
        await cells.RunAllAsync("static int F(this Scripted s) => 5;", "new Scripted().F()");
        Assert.Equal("5", cells.ResultText);
    }

    [Fact]
    public async Task Exception_InALibraryPointsAtItsLine()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("namespace A\n{\n    public static class C\n    {\n        public static void F() => throw new Exception(\"x\");\n    }\n}");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("C.F();"));
        Assert.Contains("   at cell 1, line 5", cells.Error.Traceback);
    }

    [Fact]
    public async Task Completion_KnowsLibraries()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("namespace A { public class Known { public int Member; } }", "var k = new Known();");
        Assert.Contains((await cells.Session.CompleteAsync("k.", 2)).Items, item => item.Text == "Member");
        Assert.Contains((await cells.Session.CompleteAsync("new Kno", 7)).Items, item => item.Text == "Known");
    }

    [Fact]
    public async Task UsingVariable_IsDisposedWhenTheCellEnds()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("""
            class Resource(string name) : IDisposable, IAsyncDisposable
            {
                public bool Disposed;
                public void Dispose() { Disposed = true; Console.Write(name); }
                public ValueTask DisposeAsync() { Dispose(); return default; }
            }
            """);
        await cells.RunAllAsync("using var a = new Resource(\"a\");\nawait using var b = new Resource(\"b\");\nConsole.Write(\"body \");\na.Disposed");
        Assert.Equal("body ba", cells.Stdout);
        Assert.Equal("False", cells.ResultText);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("using Resource c = new(\"c\");\nthrow new Exception(\"x\");"));
        Assert.Equal("c", cells.Stdout);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("using var n = 5;"));
        Assert.Contains("'n' was declared with using", cells.Error.Value, StringComparison.Ordinal);
    }
}
