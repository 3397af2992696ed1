namespace Scripting.Tests.Cells;

public class KernelTests
{
    private const string Usings = "using Microsoft.DotNet.Interactive.Commands;\nusing Microsoft.DotNet.Interactive.Events;\n";

    [Fact]
    public async Task Code_CanBeSentToAnotherLanguage()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(Usings + "var sent = await Kernel.Root.SendAsync(new SubmitCode(\"let q = 41\\nq + 1\", \"fsharp\"));\nsent.Events.OfType<ReturnValueProduced>().Single().Value");
        Assert.Equal("42", cells.ResultText);
        Assert.Equal("42", (string)cells.Outputs.OfType<DisplayOutput>().Single().Data["text/plain"]!);
        await cells.RunAllAsync("Kernel.Root.FindKernelByName(\"fsharp\").TryGetValue(\"q\", out int q);\nq");
        Assert.Equal("41", cells.ResultText);
    }

    [Fact]
    public async Task Code_SentToTheSameLanguageDeclaresForLaterCells()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            Usings + "var before = 1;",
            "for (var i = 0; i < 3; i++) { await Kernel.Current.SubmitCodeAsync($\"var k{i} = before + {i};\"); }\nvar after = 100;",
            "var last = 1000;",
            "before + k0 + k1 + k2 + after + last");
        Assert.Equal("1107", cells.ResultText);
    }

    [Theory]
    [InlineData("await Kernel.Root.SendAsync(new SubmitCode(\"throw new Exception(\\\"inner\\\");\", \"csharp\"));", "inner")]
    [InlineData("Kernel.Root.SendAsync(new SubmitCode(\"let x = \", \"fsharp\")).Wait();", "line 1: FS")]
    [InlineData("await Kernel.Root.SendAsync(new SendEditableCode(\"csharp\", \"1\"));", "asks the front end to add a cell")]
    public async Task Command_ThatFailsFailsTheCell(string code, string message)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(Usings + code));
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_CanBeSetInAnotherLanguage()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("await Kernel.Root.FindKernelByName(\"fsharp\").SetValueAsync(\"numbers\", new List<int> { 1, 2 });", "#!fsharp\nnumbers.Count + numbers.[1]");
        Assert.Equal("4", cells.ResultText);
    }

    [Fact]
    public async Task Names_TellWhichLanguageRuns()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("$\"{Kernel.Root.Name} {Kernel.Current.Name} {KernelInvocationContext.Current.HandlingKernel.Name} {Kernel.Current.ParentKernel.Name} {Kernel.Root.FindKernelByName(\"cobol\") is null}\"");
        Assert.Equal(".NET csharp csharp .NET True", cells.ResultText);
        await cells.RunAllAsync("#!fsharp\nKernel.Current.Name");
        Assert.Equal("fsharp", cells.ResultText);
    }

    [Fact]
    public async Task DisplayedValue_IsNotShownAsAResult()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("display(1)");
        Assert.Single(cells.Outputs);
        Assert.IsType<DisplayOutput>(cells.Outputs[0]);
    }
}
