using System.Diagnostics;
using System.Globalization;

namespace Cli.Tests.Verbs;

/// <summary>A test of signals, which Windows has not.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows sends no signals.";
        }
    }
}

[Collection(nameof(Alone))]
public sealed class StoppingTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With("never-ends.ipynb");

    public void Dispose() => _workbook.Dispose();

    [UnixFact]
    public async Task Interrupt_StopsTheRunAndItsChild()
    {
        using var command = _workbook.Start("run");
        using var child = await ChildAsync();

        using (var kill = Process.Start("kill", ["-INT", command.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        var result = await Workbook.EndOfAsync(command);
        Assert.Equal((130, "0 passed, 1 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.True(child.WaitForExit(TimeSpan.FromSeconds(10)), "the child still runs");
    }

    [UnixFact]
    public async Task Child_EndsWhenItsParentIsKilled()
    {
        using var command = _workbook.Start("run");
        using var child = await ChildAsync();

        command.Kill(entireProcessTree: false);

        Assert.True(child.WaitForExit(TimeSpan.FromSeconds(10)), "the child still runs");
    }

    // The notebook's first cell writes the id of its process.
    private async Task<Process> ChildAsync()
    {
        var file = _workbook.PathOf("notebooks", "never-ends.pid");
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(60);)
        {
            if (File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture, out var id))
            {
                return Process.GetProcessById(id);
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The notebook's first cell did not run within 60 s.");
    }
}
