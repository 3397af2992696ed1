using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using Benchmarks.Results;
using Benchmarks.Workloads;

namespace Benchmarks.Jobs;

/// <summary>The text's two programs as whole processes, in turns: start, 100 epochs over 1,000 samples, end.</summary>
internal static class JobRows
{
    // A job takes seconds: fewer turns than a call of milliseconds.
    private const int RoundsForATurn = 3;

    public static IEnumerable<Row> Measure(string workload, int threads, IEnumerable<IPeer> peers, int rounds)
    {
        string job = workload["job-".Length..];
        var starts = new List<(string Name, Func<ProcessStartInfo> Start)> { ("own", () => Programs.Job(job, threads)) };
        starts.AddRange(peers.Where(p => p.Job(job, threads) is not null).Select(p => (p.Name, (Func<ProcessStartInfo>)(() => p.Job(job, threads)!))));
        var results = Turns(starts, Math.Max(1, rounds / RoundsForATurn));
        var (own, ownPeak) = results[0];
        var row = new Row
        {
            Workload = workload,
            Mode = Mode.Job,
            Threads = threads,
            OwnMs = own.Best,
            OwnMedianMs = own.Median,
            OwnPeakMib = ownPeak,
        };
        return results.Count == 1
            ? [row]
            : results.Skip(1).Select(r => row with { Peer = r.Timing.Name, PeerMs = r.Timing.Best, PeerMedianMs = r.Timing.Median, PeerPeakMib = r.Peak });
    }

    /// <summary>Most memory of a process that trains a workload for some steps.</summary>
    public static double PeakMib(ProcessStartInfo start) => JobProcess.Run(start).PeakMib;

    private static List<(Timing Timing, double Peak)> Turns(List<(string Name, Func<ProcessStartInfo> Start)> starts, int turns)
    {
        var runs = starts.ConvertAll(_ => new List<(double Milliseconds, double PeakMib)>());
        for (int turn = 0; turn < turns; turn++)
        {
            for (int n = 0; n < starts.Count; n++)
            {
                int k = turn % 2 == 0 ? n : starts.Count - 1 - n;
                runs[k].Add(JobProcess.Run(starts[k].Start()));
            }
        }

        return [.. starts.Select((s, k) => (Timing.Of(s.Name, [.. runs[k].Select(r => r.Milliseconds)]), runs[k].Max(r => r.PeakMib)))];
    }
}
