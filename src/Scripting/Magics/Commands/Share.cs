namespace Scripting.Magics.Commands;

/// <summary><c>#!share</c>: a variable of another language, by reference, under its declared type.</summary>
internal sealed class Share : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!share", "make a variable of another language known in this one", "name",
        new("--from", "language", "the language whose variable it is"),
        new("--as", "name", "the name it gets here; its own unless given"),
        new("--mime-type", "type", "accepted for older notebooks; values are shared as they are"));

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        var value = cell.Session.Value(call.Required("--from"), call.RequiredArgument("the name of a variable"));
        return cell.Session.Languages.Values(call.Part.Language).SetAsync(value with { Name = call["--as"] ?? value.Name }, cell.CancellationToken);
    }
}
