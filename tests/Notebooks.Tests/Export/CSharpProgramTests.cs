using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks.Tests.Export;

public sealed class CSharpProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("program").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("3 4", "var x = 3;", "Console.Write(x + \" \");", "var x = \"4\";", "Console.Write(x);")]
    [InlineData("3 3 4", "var x = 3; int Old() => x;", "Console.Write($\"{Old()} \");", "var x = 4L; Console.Write($\"{Old()} {x}\");")]
    [InlineData("int double", "string Name(int x) => \"int\";", "string Name(double x) => \"double\";", "Console.Write($\"{Name(1)} {Name(1.0)}\");")]
    [InlineData("1 2", "int F() => 1;", "int G() => F();", "int F() => 2;", "Console.Write($\"{G()} {F()}\");")]
    [InlineData("0 1 7", "foreach (var w in new[] { 0, 1 }) Console.Write($\"{w} \");", "var w = 7;", "Console.Write(w);")]
    [InlineData("6 5", "Console.Write((from q in new[] { 1, 2, 3 } select q).Sum() + \" \");", "var q = 5;", "Console.Write(q);")]
    [InlineData("9", "var k = 1;", "Console.Write(new[] { 4, 5 }.Select(k => k).Sum());")]
    [InlineData("x=4 x", "var x = 1;", "var x = 4;", "var a = new { x }; var t = (x, 1);", "Console.Write($\"x={a.x * t.x / 4} {nameof(x)}\");")]
    [InlineData("(1, 2)", "record P(int A, int B);", "P Old() => new(1, 2);", "record P(string A);", "Console.Write($\"({Old().A}, {new P(\"2\").A})\");")]
    [InlineData("3", "Console.Write(new C(3).V);\nclass C { public int V; public C(int v) => V = v; }")]
    [InlineData("42 2", "const int Answer = 42; static int Twice(int n) => 2 * n;", "class C { public int V => Answer; public int W => Twice(1); }", "Console.Write($\"{new C().V} {new C().W}\");")]
    [InlineData("6", "static int Twice(this int n) => 2 * n;", "Console.Write(3.Twice());")]
    [InlineData("8", "static class E { public static int Twice(this int n) => 2 * n; }", "Console.Write(4.Twice());")]
    [InlineData("5", "namespace A.B;\npublic class C { public int V = 5; }", "Console.Write(new C().V);")]
    [InlineData("10", "int n = 5; int Double => 2 * n;", "Console.Write(Double);")]
    [InlineData("3", "double F() => k; var k = 3.0;", "Console.Write(F());")]
    [InlineData("0 True", "int n; string s;", "Console.Write($\"{n} {s is null}\");")]
    [InlineData("2 1", "var (a, b) = (1, 2);", "(a, b) = (b, a);", "Console.Write($\"{a} {b}\");")]
    [InlineData("7", "if (int.TryParse(\"7\", out var seven)) { }", "Console.Write(seven);")]
    [InlineData("7", "int.TryParse(\"7\", out var seven);", "Console.Write(seven);")]
    [InlineData("late", "await Task.Delay(1);", "Console.Write(await Task.FromResult(\"late\"));")]
    [InlineData("disposed 3", "using var one = new Disposable(); var n = 3;\nclass Disposable : IDisposable { public void Dispose() => Console.Write(\"disposed \"); }", "Console.Write(n);")]
    [InlineData("1.5", "using System.Globalization;", "Console.Write(1.5.ToString(CultureInfo.GetCultureInfo(\"\")));")]
    [InlineData("2", "Vector<int> v = new(); Console.Write(v.N);\nclass Vector<T> { public int N = 2; }", "using System.Numerics;", "var u = Vector2.One;")]
    [InlineData("1", "#!csharp\n#nullable enable\nstring? s = null;\nConsole.Write(s is null ? 1 : 0);")]
    [InlineData("3\r\n", "var list = new List<int> { 1, 2 };", "list.Sum()")]
    [InlineData("<null>\r\n", "(string)null")]
    [InlineData("text\r\n1\r\n", "display(\"text\"); 1.Display();")]
    [InlineData("[ 1, 2 ]\r\n", "new[] { 1, 2 }   // shown")]
    [InlineData("done", "void Say() => Console.Write(\"done\");", "Say()")]
    [InlineData("twice 2\r\n", "Console.Write(\"twice \");\nreturn 2;")]
    public async Task Program_DoesWhatTheCellsDo(string shown, params string[] cells) =>
        Assert.Equal(shown.ReplaceLineEndings(Environment.NewLine), await RunAsync(Notebook.Of(cells)));

    [Fact]
    public async Task Program_ShowsACellThatMustFail_AndKeepsWhatItSet()
    {
        var notebook = Notebook.Of(("var set = 1;\nif (set > 0) throw new InvalidOperationException(\"on purpose\");", [CellTags.RaisesException]), ("Console.Write(set);", []));

        Assert.Equal($"InvalidOperationException: on purpose{Environment.NewLine}1", await RunAsync(notebook));
    }

    [Fact]
    public async Task Program_LeavesOutWhatARunLeavesOut_AndHasItsTextAsComment()
    {
        var notebook = Notebook.Of(("Console.Write(1);", [CellTags.SkipExecution]), ("Console.Write(2);", [CellTags.Slow]), ("#!markdown\n# Title", []), ("does not compile", [CellTags.RaisesException]), ("Console.Write(3);", []));

        Assert.Equal("3", await RunAsync(notebook));
        var text = await TextAsync(notebook);
        Assert.Contains("// Console.Write(1);", text);
        Assert.Contains("// # Title", text);
        Assert.Contains("// does not compile", text);
    }

    [Fact]
    public async Task Program_NamesWhatItReferences()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lib", "bin", "Release"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "lib", "Own.csproj"), "<Project/>");
        File.Copy(typeof(Xunit.Assert).Assembly.Location, Path.Combine(_folder, "lib", "bin", "Release", "Own.dll"));
        File.Copy(typeof(Xunit.Assert).Assembly.Location, Path.Combine(_folder, "loose.dll"));
        var notebook = Notebook.Of("#r \"../lib/bin/Release/Own.dll\"\n#r \"../loose.dll\"\nusing System.Net;", "Xunit.Assert.True(true);");

        var files = await CSharpProgram.WriteAsync(At("notebooks/a.ipynb", notebook), Path.Combine(_folder, "out", "a.cs"));

        var text = System.Text.Encoding.UTF8.GetString(files[0].Content.Span);
        Assert.Contains("#:project ../lib/Own.csproj\n", text);
        Assert.Contains("using System.Net;", text);
        Assert.Contains("\"../notebooks\"", text);
        Assert.Equal("a.references.targets", files[1].Path);
        Assert.Contains("<Reference Include=\"$(MSBuildThisFileDirectory)../loose.dll\" />", System.Text.Encoding.UTF8.GetString(files[1].Content.Span));
    }

    [Theory]
    [InlineData("cell 2 (c2), line 2: #!time has no meaning in a program", "var x = 1;", "var y = 2;\n#!time\nvar z = 3;")]
    [InlineData("cell 1 (c1), line 1: #!fsharp has no meaning in a program", "#!fsharp\nlet x = 1")]
    [InlineData("cell 1 (c1), line 2: CS0103: The name 'unknown' does not exist", "var x = 1;\nunknown.Call();")]
    [InlineData("cell 1 (c1), line 1: Comms works in a notebook's session only", "Comms.Register(\"x\", (comm, data) => { });")]
    [InlineData("cell 1 (c1), line 1: 'return' ends the cell", "if (DateTime.Now.Year > 2000) return;\nvar x = 1;")]
    [InlineData("cell 1 (c1): line 1: there is no project nowhere.csproj", "#r \"project: nowhere.csproj\"")]
    [InlineData("cell 1 (c1), line 1: CS0006", "#r \"nowhere.dll\"")]
    public async Task WhatAProgramCannotHold_IsRefusedByName(string said, params string[] cells)
    {
        var error = await Assert.ThrowsAsync<ExportException>(() => TextAsync(Notebook.Of(cells)));

        Assert.Contains($"a.ipynb, {said}", error.Message);
    }

    [Fact]
    public async Task CellOfAnotherLanguage_IsRefused()
    {
        var json = Notebook.Json(("let x = 1", []));
        json["metadata"] = new System.Text.Json.Nodes.JsonObject { ["kernelspec"] = new System.Text.Json.Nodes.JsonObject { ["language"] = "F#", ["name"] = ".net-fsharp" } };

        var error = await Assert.ThrowsAsync<ExportException>(() => TextAsync(NotebookDocument.Parse(json.ToJsonString(), "f.ipynb")));

        Assert.Contains("cell 1 (c1): the cell's language is fsharp; a program of C# can hold only C#", error.Message);
    }

    private NotebookDocument At(string path, NotebookDocument notebook)
    {
        var full = Path.Combine(_folder, path);
        notebook.Write(full);
        return NotebookDocument.Read(full);
    }

    private async Task<string> TextAsync(NotebookDocument notebook) =>
        System.Text.Encoding.UTF8.GetString((await CSharpProgram.WriteAsync(At("a.ipynb", notebook), Path.Combine(_folder, "a.cs")))[0].Content.Span);

    // Compiled by itself, against nothing of the session, and run in this process.
    private async Task<string> RunAsync(NotebookDocument notebook)
    {
        var text = await TextAsync(notebook);
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name && (name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib" or "netstandard" or "Microsoft.DotNet.Interactive.Formatting" or "Microsoft.AspNetCore.Html.Abstractions"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create($"program{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(text, options)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + text);
        var (console, folder) = (Console.Out, Environment.CurrentDirectory);
        var written = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(written);
        try
        {
            var entry = Assembly.Load(image.ToArray()).EntryPoint!;
            _ = entry.Invoke(null, entry.GetParameters().Length > 0 ? [Array.Empty<string>()] : []);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
        }

        return written.ToString();
    }
}
