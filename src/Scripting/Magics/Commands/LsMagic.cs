namespace Scripting.Magics.Commands;

/// <summary><c>#!lsmagic</c>: every magic with what it is for.</summary>
internal sealed class LsMagic : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!lsmagic", "list the magics");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        var width = MagicTable.All.Max(m => m.Name.Length) + 2;
        cell.Print(string.Concat(MagicTable.All.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name.PadRight(width)}{m.Summary}\n")));
        return Task.CompletedTask;
    }
}
