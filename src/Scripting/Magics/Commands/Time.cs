using System.Diagnostics;
using System.Globalization;

namespace Scripting.Magics.Commands;

/// <summary><c>#!time</c>: how long the rest of the cell takes.</summary>
internal sealed class Time : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!time", "show the wall time and the processor time that the rest of the cell takes");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        var wall = Stopwatch.StartNew();
        var processor = ProcessorTime();
        cell.AtEnd(() => cell.Print(string.Create(CultureInfo.InvariantCulture,
            $"Wall time: {wall.Elapsed.TotalMilliseconds:0.0} ms, processor time: {(ProcessorTime() - processor).TotalMilliseconds:0.0} ms\n")));
        return Task.CompletedTask;
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
