using Benchmarks.Measuring;
using Benchmarks.Own;
using Benchmarks.Peers;
using Benchmarks.Workloads;

namespace Benchmarks;

/// <summary>The engine against all peers that can do a workload.</summary>
internal static class Match
{
    /// <summary>The engine's timing first, then those of the peers.</summary>
    public static IReadOnlyList<Timing> Run(Workload workload, Mode mode, int threads, IEnumerable<IPeer> peers, int rounds)
    {
        var contenders = new List<IContender>();
        try
        {
            var (own, subject) = OpenOwn(workload, mode, threads);
            contenders.Add(own);
            foreach (var peer in peers.Where(p => p.CanDo(workload, mode)))
            {
                contenders.Add(peer.Open(subject));
            }

            return Duel.Run(contenders, rounds);
        }
        finally
        {
            contenders.ForEach(c => c.Dispose());
        }
    }

    private static (IContender Own, Subject Subject) OpenOwn(Workload workload, Mode mode, int threads)
    {
        if (workload.IsDouble)
        {
            var inDouble = new OwnContender<double>(workload, mode, threads);
            return (inDouble, inDouble.Subject);
        }

        var inFloat = new OwnContender<float>(workload, mode, threads);
        return (inFloat, inFloat.Subject);
    }
}
