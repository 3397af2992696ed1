using System.ComponentModel;
using System.Diagnostics;

namespace Benchmarks.Peers.Helpers;

/// <summary>Starts other programs.</summary>
internal static class Children
{
    // Some machines set these against old builds of OpenBLAS that fail on new processors; they also choose slower kernels.
    // What the peers compute without them is compared with the engine's outputs.
    private static readonly string[] s_slowing = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    /// <exception cref="BenchmarkException">There is no such program.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        foreach (string name in s_slowing)
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BenchmarkException(e.Message);
        }
    }

    /// <summary>Sets how many threads OpenMP and OpenBLAS make.</summary>
    public static ProcessStartInfo WithThreads(this ProcessStartInfo start, int threads)
    {
        foreach (string name in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
        {
            start.Environment[name] = threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return start;
    }
}
