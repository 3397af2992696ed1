using System.Diagnostics;
using Benchmarks.Peers.Helpers;

namespace Benchmarks.Peers.Torch;

/// <summary>PyTorch of Debian's python3-torch; another Python can be named by BENCHMARK_PYTHON.</summary>
internal static class TorchPeer
{
    private const string DebianPython = "/usr/bin/python3";

    public static string Python => Environment.GetEnvironmentVariable("BENCHMARK_PYTHON") ?? DebianPython;

    /// <exception cref="BenchmarkException">There is no Python, or it cannot load PyTorch.</exception>
    public static HelperPeer Open() => new(() => Script("torch_peer.py"), (job, threads) => Script("torch_job.py", job, threads));

    /// <summary>How to run one of the scripts beside this program.</summary>
    public static ProcessStartInfo Script(string name, params string[] arguments) =>
        new(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "Peers", "Torch", name), .. arguments]);
}
