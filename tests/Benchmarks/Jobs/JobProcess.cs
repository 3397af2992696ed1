using System.Diagnostics;
using System.Globalization;
using Benchmarks.Peers.Helpers;

namespace Benchmarks.Jobs;

/// <summary>Runs a program from its start to its end.</summary>
internal static class JobProcess
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>How long it took, and the most memory that it held.</summary>
    /// <exception cref="BenchmarkException">It cannot be started, or fails.</exception>
    public static (double Milliseconds, double PeakMib) Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        long begin = Stopwatch.GetTimestamp();
        using var process = Children.Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(s_betweenLooks))
        {
            peak = Math.Max(peak, PeakMib(process.Id));
        }

        double milliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        process.WaitForExit();
        return process.ExitCode == 0 && output.Result.Length > 0
            ? (milliseconds, peak)
            : throw new BenchmarkException($"{start.FileName} ended with exit code {process.ExitCode}: {errors.Result.Trim()}");
    }

    // The kernel keeps the high-water mark, so looking now and then misses only what grows in the last moments.
    private static double PeakMib(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // ended since
        }
    }
}
