namespace Scripting.Magics.Commands;

/// <summary><c>#!reset</c>: forget what cells have set.</summary>
internal sealed class Reset : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!reset", "forget the variables, functions, types and usings of every language; loaded packages stay loaded");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        foreach (var language in cell.Session.Languages.All)
        {
            language.Reset();
        }

        cell.Session.Packages.ReferenceAgain();
        cell.Session.Imported.Clear();
        return Task.CompletedTask;
    }
}
