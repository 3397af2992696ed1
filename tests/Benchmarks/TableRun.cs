using Benchmarks.Jobs;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using Benchmarks.Results;
using Benchmarks.Workloads;

namespace Benchmarks;

/// <summary>Measures workloads and makes the rows of the table.</summary>
internal sealed class TableRun(BenchmarkOptions options, IReadOnlyList<IPeer> peers, IDictionary<int, double> peaks)
{
    // Those whose memory is measured in a process of their own; W1 and W2 have theirs in the jobs.
    private static readonly string[] s_memory = ["W3", "W4"];

    /// <summary>A row per workload, mode, number of threads and peer.</summary>
    public IEnumerable<Row> Rows()
    {
        var workloads = from workload in Measured.Workloads(options.Shapes).Where(w => IsChosen(w.Name))
                        from mode in workload.Modes
                        from threads in options.Threads
                        from row in Measure(workload, mode, threads)
                        select row;
        var jobs = from job in Measured.Jobs(options.Shapes).Where(IsChosen)
                   from threads in options.Threads
                   from row in JobRows.Measure(job, threads, peers, options.Rounds)
                   select row;
        return workloads.Concat(jobs);
    }

    private bool IsChosen(string name) => options.Only.Count == 0 || options.Only.Contains(name);

    private IEnumerable<Row> Measure(Workload workload, Mode mode, int threads)
    {
        peaks[threads] = Math.Max(peaks[threads], FmaPeak.Measure(threads, bursts: 2));
        var timings = Match.Run(workload, mode, threads, peers, options.Rounds);
        var own = timings[0];
        double peak = peaks[threads] / (workload.IsDouble ? 2 : 1);
        var row = new Row
        {
            Workload = workload.Name,
            Mode = mode,
            Threads = threads,
            OwnMs = own.Best,
            OwnMedianMs = own.Median,
            OwnPeakMib = HasMemory(workload, mode) ? JobRows.PeakMib(Programs.Job(JobOf(workload), threads)) : null,
            ShareOfPeak = Flops.Of(workload, mode) / (own.Best / 1000) / peak,
        };
        return timings.Count == 1
            ? [row]
            : timings.Skip(1).Select(peer => row with { Peer = peer.Name, PeerMs = peer.Best, PeerMedianMs = peer.Median, PeerPeakMib = PeakMib(peer.Name, workload, mode, threads) });
    }

    private static bool HasMemory(Workload workload, Mode mode) => mode == Mode.Train && s_memory.Contains(workload.Name);

    private static string JobOf(Workload workload) => workload.Name.ToLowerInvariant();

    private double? PeakMib(string peer, Workload workload, Mode mode, int threads) =>
        HasMemory(workload, mode) && peers.First(p => p.Name == peer).Job(JobOf(workload), threads) is { } start ? JobRows.PeakMib(start) : null;
}
