using Benchmarks.Workloads;

namespace Benchmarks.Peers.Published;

/// <summary>A time that was measured on another machine, in ms.</summary>
/// <param name="Workload">W1 to W5, job-rnn or job-lstm.</param>
/// <param name="Mode">What was timed.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Milliseconds">The best of many calls.</param>
internal sealed record PublishedFigure(string Workload, Mode Mode, int Threads, double Milliseconds);
