using Scripting.Magics;

namespace Scripting.Tests.Magics;

public class MagicTableTests
{
    public static TheoryData<string> Names => [.. MagicTable.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryMagic_HasHelp(string name)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync($"{name} -h");
        Assert.StartsWith($"{name}: ", cells.Stdout, StringComparison.Ordinal);
        Assert.Contains("Usage: " + name, cells.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!tme", "#!time")]
    [InlineData("#!whoos", "#!whos")]
    [InlineData("#!charp", "#!csharp")]
    [InlineData("#!Share", "#!share")]
    public async Task UnknownMagic_NamesTheNearestAndRunsNothing(string magic, string nearest)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"Console.Write(1);\n{magic}\n"));
        Assert.Equal($"line 2: there is no magic {magic}; the nearest is {nearest}. #!lsmagic lists them all.", cells.Error.Value);
        Assert.Equal("", cells.Stdout);
    }

    [Theory]
    [InlineData("#!who --all", "#!who has no option --all")]
    [InlineData("#!who x", "does not know what to do with 'x'")]
    [InlineData("#!share x --from", "--from needs a value")]
    [InlineData("#!share x", "needs --from")]
    [InlineData("#!share --from csharp", "the name of a variable")]
    [InlineData("#!share --from cobol x", "no language 'cobol'")]
    [InlineData("#!share --from csharp nowhere", "csharp has no variable 'nowhere'")]
    [InlineData("#!import nowhere.ipynb", "no file nowhere.ipynb")]
    public async Task WrongArguments_SayWhatIsRight(string code, string message)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Equal("MagicError", cells.Error.Name);
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!pwsh\nGet-Process", "#!pwsh is for PowerShell")]
    [InlineData("#!powershell", "#!powershell is for PowerShell")]
    [InlineData("#!sql-mydb\nselect 1", "#!sql-mydb is for SQL")]
    [InlineData("#!kql", "#!kql is for Kusto queries")]
    [InlineData("#!http", "#!http is for HTTP requests")]
    [InlineData("#!connect mssql --kernel-name x \"y\"", "#!connect connects .NET Interactive to other kernels")]
    public async Task Magic_ForWhatIsNotHereSaysWhatToDoInstead(string code, string message)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains("C#", cells.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!value --name x --from-url nothing", "'nothing' is no address")]
    [InlineData("#!value --name x --from-url http://127.0.0.1:1/", "could not be read")]
    [InlineData("#!value --name x --from-file nowhere.txt", "no file nowhere.txt")]
    public async Task Value_ThatCannotBeReadIsAnError(string code, string message)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
    }
}
