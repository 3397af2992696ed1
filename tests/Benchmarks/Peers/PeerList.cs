using Benchmarks.Peers.Onnx;
using Benchmarks.Peers.Published;
using Benchmarks.Peers.Torch;
using Benchmarks.Peers.TorchSharp;

namespace Benchmarks.Peers;

/// <summary>The engines that were asked for: those that can be used here, and those that cannot.</summary>
internal sealed class PeerList : IDisposable
{
    private readonly List<(string Key, IPeer Peer)> _peers = [];
    private readonly List<string> _missing = [];

    /// <summary>Loads them; the console tells why one is left out, in the loader's own words.</summary>
    public PeerList(BenchmarkOptions options)
    {
        foreach (string key in options.Peers)
        {
            try
            {
                _peers.Add((key, Open(key, options)));
            }
            catch (BenchmarkException e)
            {
                _missing.Add(key);
                Console.Error.WriteLine($"'{key}' is left out, it does not load: {e.Message}");
            }
        }
    }

    public IReadOnlyList<IPeer> Loaded => _peers.ConvertAll(p => p.Peer);

    /// <summary>For those that do not load.</summary>
    public StandIns StandIns => new(_missing, _peers.ConvertAll(p => (p.Key, p.Peer.Name)));

    public void Dispose() => _peers.ForEach(p => p.Peer.Dispose());

    private static IPeer Open(string key, BenchmarkOptions options) => key switch
    {
        "ort" => new OnnxPeer(),
        "torch" => TorchPeer.Open(),
        "torchsharp" => TorchSharpPeer.Open(options.TorchSharpLibs),
        _ => throw new ArgumentException($"No peer is called {key}.", nameof(key)),
    };
}
