using System.Globalization;

namespace Scripting.Magics.Commands;

/// <summary><c>#!mem</c>: memory before and after the rest of the cell.</summary>
internal sealed class Mem : IMagic
{
    private const double Megabyte = 1024 * 1024;

    public MagicSyntax Syntax { get; } = new("#!mem", "show the memory in use before and after the rest of the cell");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        var (process, managed) = Now();
        cell.AtEnd(() =>
        {
            var (processAfter, managedAfter) = Now();
            cell.Print(string.Create(CultureInfo.InvariantCulture,
                $"Memory of the process: {process:0.0} MB before, {processAfter:0.0} MB after; managed objects: {managed:0.0} MB before, {managedAfter:0.0} MB after\n"));
        });
        return Task.CompletedTask;
    }

    private static (double Process, double Managed) Now() =>
        (Environment.WorkingSet / Megabyte, GC.GetTotalMemory(forceFullCollection: true) / Megabyte);
}
