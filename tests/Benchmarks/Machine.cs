using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks.Measuring;

namespace Benchmarks;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    public static string Describe(IReadOnlyDictionary<int, double> peaks)
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
            : RuntimeInformation.ProcessArchitecture.ToString();
        string limits = string.Join(", ", peaks.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Value / 1e9:0} GFLOP/s on {p.Key} thread{(p.Key == 1 ? "" : "s")}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {processor}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}; FMA peak ({FmaPeak.VectorBits} bits): {limits}");
    }
}
