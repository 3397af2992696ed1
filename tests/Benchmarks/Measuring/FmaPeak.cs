using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Benchmarks.Measuring;

/// <summary>
/// The most floating-point operations a second that fused multiply-adds reach here, in single precision: the limit that
/// matrix products run against.
/// </summary>
internal static class FmaPeak
{
    private const int Turns = 2_000_000;
    private const int Chains = 12;
    private static float s_sink;

    /// <summary>Bits of the widest vector that this processor computes with.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : 256;

    /// <summary>Operations a second on so many threads, the best of some bursts.</summary>
    public static double Measure(int threads, int bursts = 8)
    {
        double best = 0;
        for (int burst = 0; burst < bursts; burst++)
        {
            best = Math.Max(best, Burst(threads));
        }

        return best;
    }

    private static double Burst(int threads)
    {
        // The workers read the clock: with a worker on each processor, this thread would wake up only when one of them is done.
        using var start = new Barrier(threads);
        var (begins, ends) = (new long[threads], new long[threads]);
        var workers = new Thread[threads];
        for (int k = 0; k < threads; k++)
        {
            int own = k;
            workers[k] = new Thread(() =>
            {
                start.SignalAndWait();
                begins[own] = Stopwatch.GetTimestamp();
                s_sink = VectorBits == 512 ? Run512(Turns) : Run256(Turns);
                ends[own] = Stopwatch.GetTimestamp();
            });
            workers[k].Start();
        }

        Array.ForEach(workers, w => w.Join());
        double seconds = Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds;
        return 2.0 * threads * Turns * Chains * (VectorBits / 32) / seconds;
    }

    // Twelve independent chains hide the latency of four cycles at two operations a cycle.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run512(int turns)
    {
        Vector512<float> m = Vector512.Create(0.999f), a = Vector512.Create(0.001f);
        Vector512<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int k = 0; k < turns; k++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, m, a);
            c1 = Vector512.FusedMultiplyAdd(c1, m, a);
            c2 = Vector512.FusedMultiplyAdd(c2, m, a);
            c3 = Vector512.FusedMultiplyAdd(c3, m, a);
            c4 = Vector512.FusedMultiplyAdd(c4, m, a);
            c5 = Vector512.FusedMultiplyAdd(c5, m, a);
            c6 = Vector512.FusedMultiplyAdd(c6, m, a);
            c7 = Vector512.FusedMultiplyAdd(c7, m, a);
            c8 = Vector512.FusedMultiplyAdd(c8, m, a);
            c9 = Vector512.FusedMultiplyAdd(c9, m, a);
            c10 = Vector512.FusedMultiplyAdd(c10, m, a);
            c11 = Vector512.FusedMultiplyAdd(c11, m, a);
        }

        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run256(int turns)
    {
        Vector256<float> m = Vector256.Create(0.999f), a = Vector256.Create(0.001f);
        Vector256<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int k = 0; k < turns; k++)
        {
            c0 = Vector256.FusedMultiplyAdd(c0, m, a);
            c1 = Vector256.FusedMultiplyAdd(c1, m, a);
            c2 = Vector256.FusedMultiplyAdd(c2, m, a);
            c3 = Vector256.FusedMultiplyAdd(c3, m, a);
            c4 = Vector256.FusedMultiplyAdd(c4, m, a);
            c5 = Vector256.FusedMultiplyAdd(c5, m, a);
            c6 = Vector256.FusedMultiplyAdd(c6, m, a);
            c7 = Vector256.FusedMultiplyAdd(c7, m, a);
            c8 = Vector256.FusedMultiplyAdd(c8, m, a);
            c9 = Vector256.FusedMultiplyAdd(c9, m, a);
            c10 = Vector256.FusedMultiplyAdd(c10, m, a);
            c11 = Vector256.FusedMultiplyAdd(c11, m, a);
        }

        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}
