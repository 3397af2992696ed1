namespace Scripting.Magics.Commands;

/// <summary><c>#!set</c>: a variable of this language, from another one's, from the user, or from the text given.</summary>
internal sealed class Set : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!set", "set a variable of this language", null,
        new("--name", "name", "the variable"),
        new("--value", "value", "@language:name for another variable, @input:prompt or @password:prompt to ask the user, else the text itself"),
        new("--byref", null, "accepted for older notebooks; values are always shared by reference"),
        new("--mime-type", "type", "accepted for older notebooks; values are shared as they are"));

    public async Task RunAsync(MagicCall call, CellRun cell)
    {
        var value = await cell.ResolveAsync(call.Required("--value"));
        await cell.Session.Languages.Values(call.Part.Language).SetAsync(value with { Name = call.Required("--name") }, cell.CancellationToken);
    }
}
