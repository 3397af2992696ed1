using System.Diagnostics;
using Benchmarks.Workloads;

namespace Benchmarks.Measuring;

/// <summary>Times calls in this process.</summary>
internal static class Stopwatches
{
    /// <summary>Milliseconds of each call.</summary>
    /// <param name="call">What is timed.</param>
    /// <param name="calls">How many times.</param>
    /// <param name="repeats">Runs in a call, for what is too short for the clock; the time is that of one run.</param>
    public static double[] Time(Action call, int calls, int repeats)
    {
        double perTick = 1000.0 / Stopwatch.Frequency / repeats;
        double[] milliseconds = new double[calls];
        for (int k = 0; k < calls; k++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int r = 0; r < repeats; r++)
            {
                call();
            }

            milliseconds[k] = (Stopwatch.GetTimestamp() - start) * perTick;
        }

        return milliseconds;
    }

    /// <summary>Reading the clock takes some 25 ns: steps of a microsecond are timed a hundred at a time.</summary>
    public static int RepeatsFor(Mode mode) => mode == Mode.Step ? 100 : 1;
}
