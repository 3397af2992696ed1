using Benchmarks.Results;

namespace Benchmarks.Peers.Published;

/// <summary>
/// Rows for a peer that cannot be loaded here: its published time, times how much slower or faster than published another
/// peer is here. The row's name says so.
/// </summary>
internal sealed class StandIns(IReadOnlyList<string> missing, IReadOnlyList<(string Key, string Name)> present)
{
    private static readonly Dictionary<string, string> s_names = new() { ["torchsharp"] = "TorchSharp", ["ort"] = "ONNX Runtime", ["torch"] = "PyTorch" };

    /// <summary>The rows with those of the missing peers after them.</summary>
    public IEnumerable<Row> AddTo(IReadOnlyList<Row> rows) => rows.Concat(missing.SelectMany(key => rows
        .DistinctBy(r => (r.Workload, r.Mode, r.Threads))
        .Select(own => Scaled(key, own, rows))
        .OfType<Row>()));

    private static double? Published(string key, Row row, int threads) => PublishedFigures.All[key]
        .FirstOrDefault(f => f.Workload == row.Workload && f.Mode == row.Mode && f.Threads == threads)?.Milliseconds;

    private Row? Scaled(string key, Row own, IReadOnlyList<Row> rows)
    {
        if (Published(key, own, own.Threads) is not double published)
        {
            return null;
        }

        // by a peer on the same number of threads where there is one, otherwise on one
        var scales = from threads in new[] { own.Threads, 1 }
                     from peer in present
                     let then = Published(peer.Key, own, threads)
                     let now = rows.FirstOrDefault(r => (r.Workload, r.Mode, r.Threads, r.Peer) == (own.Workload, own.Mode, threads, peer.Name))?.PeerMs
                     where then is not null && now is not null
                     select (Factor: now.Value / then.Value, By: s_names[peer.Key]);
        var (factor, by) = scales.FirstOrDefault();
        return by is null ? null : own with
        {
            Peer = $"{s_names[key]} (published, scaled by {by})",
            PeerMs = published * factor,
            PeerMedianMs = null,
            PeerPeakMib = null,
        };
    }
}
