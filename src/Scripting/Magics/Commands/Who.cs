namespace Scripting.Magics.Commands;

/// <summary><c>#!who</c>: the names of the variables.</summary>
internal sealed class Who : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!who", "list the variables of the language in force");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        var names = cell.Session.Languages.Values(call.Part.Language).Values.Select(v => v.Name);
        cell.Print(string.Join("\n", names.DefaultIfEmpty("(no variables yet)")) + "\n");
        return Task.CompletedTask;
    }
}
