namespace Benchmarks;

/// <summary>A benchmark cannot go on, for the reason that the message tells.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
