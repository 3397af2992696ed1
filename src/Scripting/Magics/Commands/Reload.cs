namespace Scripting.Magics.Commands;

/// <summary><c>#!reload</c>: build the referenced projects again.</summary>
internal sealed class Reload : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!reload", "build the projects that cells have referenced again, and use the new assemblies");

    public Task RunAsync(MagicCall call, CellRun cell) => cell.Session.Packages.ReloadAsync(cell);
}
