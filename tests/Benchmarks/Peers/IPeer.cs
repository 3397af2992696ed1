using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Own;
using Benchmarks.Workloads;

namespace Benchmarks.Peers;

/// <summary>Another engine.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>Name in the table.</summary>
    string Name { get; }

    /// <summary>Whether it has what this needs.</summary>
    bool CanDo(Workload workload, Mode mode);

    /// <summary>Makes it ready, with the same weights and data, and sees to it that it computes the same.</summary>
    /// <exception cref="BenchmarkException">It does not compute the same, or fails.</exception>
    IContender Open(Subject subject);

    /// <summary>How to run a job (rnn, lstm, w3, w4) as a process; null where it cannot train.</summary>
    ProcessStartInfo? Job(string job, int threads);
}
