namespace Scripting.Tests.Magics;

public class MagicCommandTests
{
    [Fact]
    public async Task Time_AndMemoryAreShownAfterTheCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("#!time\n#!mem\nConsole.Write(\"first \");\n3");
        Assert.Matches(@"^first Wall time: [\d.]+ ms, processor time: [\d.]+ ms\nMemory of the process: [\d.]+ MB before, ", cells.Stdout);
        Assert.Equal("3", cells.ResultText);
    }

    [Fact]
    public async Task Who_ListsTheVariables()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var b = new List<int> { 1 }; var a = \"<i>\";", "var b = 2.5;", "#!who");
        Assert.Equal("a\nb\n", cells.Stdout);
        await cells.RunAllAsync("#!whos");
        var shown = cells.Outputs.OfType<DisplayOutput>().Single().Data;
        Assert.Equal("Name  Type    Value\na     string  <i>\nb     double  2.5", (string)shown["text/plain"]!);
        Assert.Contains("<td>&lt;i&gt;</td>", (string)shown["text/html"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_AndLsMagicTellWhatThereIs()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("#!about\n#!lsmagic");
        Assert.Contains("Roslyn 5.", cells.Stdout, StringComparison.Ordinal);
        Assert.Contains("#!share", cells.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_ForgetsWhatWasSet()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var x = 1;", "#!reset");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("x"));
        await cells.RunAllAsync("var y = 2;", "y");
        Assert.Equal("2", cells.ResultText);
    }

    [Theory]
    [InlineData("#!html\n<b>x</b>", "text/html", "<b>x</b>")]
    [InlineData("#!markdown\n# x", "text/markdown", "# x")]
    [InlineData("#!md\n# x", "text/markdown", "# x")]
    [InlineData("#!mermaid\ngraph TD; A-->B;", "text/vnd.mermaid", "graph TD; A-->B;")]
    [InlineData("#!js\nalert(1)", "application/javascript", "alert(1)")]
    public async Task Markup_IsShownByItsType(string code, string mimeType, string text)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(text, (string)cells.Outputs.OfType<DisplayOutput>().Single().Data[mimeType]!);
    }

    [Fact]
    public async Task Values_OfEachPartAreShownAndTheLastIsTheResult()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("1\n#!csharp\n2\n#!csharp\n3");
        Assert.Equal(["1", "2"], cells.Outputs.OfType<DisplayOutput>().Select(d => (string)d.Data["text/plain"]!));
        Assert.Equal("3", cells.ResultText);
    }

    [Fact]
    public async Task Error_InAPartPointsAtTheCellsLine()
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#!html\n<p>\n#!csharp\nvar a = 1;\nthrow new Exception(\"x\");"));
        Assert.Contains(cells.Error.Traceback, line => line.Contains("cell 1, line 5: throw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Value_CanBeSharedWithEveryLanguage()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("#!value --name poem\nroses\nare\n", "#!share --from value poem --as text\ntext.Length");
        Assert.Equal("9", cells.ResultText);
        await cells.RunAllAsync("var numbers = new[] { 1.5, 2 };", "#!javascript\n#!share --from csharp numbers\nshow(numbers)");
        Assert.Equal("const numbers = [1.5,2];\nshow(numbers)", (string)cells.Outputs.OfType<DisplayOutput>().Single().Data["application/javascript"]!);
    }

    [Fact]
    public async Task Value_IsReadFromAFileBesideTheNotebook()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "data.txt"), "content");
            await using var cells = new Recording(folder.FullName);
            await cells.RunAllAsync("#!value --name d --from-file data.txt --mime-type text/plain", "#!set --name e --value @value:d\ne");
            Assert.Equal("content", cells.ResultText);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Set_AsksTheUserAndHidesPasswords()
    {
        await using var cells = new Recording { Options = new() { Input = (request, _) => Task.FromResult(request.Prompt + (request.IsPassword ? "*" : "?")) } };
        await cells.RunAllAsync("#!set --name a --value @input:name\n#!set --name b --value \"@password:the secret\"\n#!set --name c --value plain", "a + c + b.GetClearTextPassword()");
        Assert.Equal("name?plainthe secret*", cells.ResultText);
        await cells.RunAllAsync("#!whos");
        Assert.DoesNotContain("secret", string.Concat(cells.Outputs.OfType<DisplayOutput>().Select(d => d.Data.ToJsonString())), StringComparison.Ordinal);
    }
}
