using System.Diagnostics;
using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Own;
using Benchmarks.Workloads;

namespace Benchmarks.Peers.Helpers;

/// <summary>An engine in processes of its own, one for each number of threads, since its pools read that at their start.</summary>
internal sealed class HelperPeer : IPeer
{
    private readonly Func<ProcessStartInfo> _start;
    private readonly Func<string, string, ProcessStartInfo> _job;
    private readonly Dictionary<int, HelperProcess> _processes = [];

    /// <param name="start">How to start a helper.</param>
    /// <param name="job">How to run a job on so many threads.</param>
    /// <exception cref="BenchmarkException">It does not start, or cannot load its libraries.</exception>
    public HelperPeer(Func<ProcessStartInfo> start, Func<string, string, ProcessStartInfo> job)
    {
        _start = start;
        _job = job;
        using var first = new HelperProcess(start().WithThreads(1));
        Name = first.Ask(new PlainRequest("hello")).Name ?? throw new BenchmarkException("The helper does not tell its name.");
    }

    public string Name { get; }

    public bool CanDo(Workload workload, Mode mode) => mode != Mode.Job;

    public IContender Open(Subject subject)
    {
        if (!_processes.TryGetValue(subject.Threads, out var process))
        {
            process = new HelperProcess(_start().WithThreads(subject.Threads));
            _processes.Add(subject.Threads, process);
        }

        return new HelperContender(Name, process, subject);
    }

    public ProcessStartInfo? Job(string job, int threads) => _job(job, threads.ToString(CultureInfo.InvariantCulture)).WithThreads(threads);

    public void Dispose()
    {
        foreach (var process in _processes.Values)
        {
            process.Dispose();
        }
    }
}
