using Benchmarks.Workloads;

namespace Benchmarks.Own;

/// <summary>What all engines are given, and the output that the peers must agree with.</summary>
/// <param name="Workload">The model and its sizes.</param>
/// <param name="Mode">What is timed.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Weights">The weights to start from.</param>
/// <param name="X">Inputs [batch, steps, features].</param>
/// <param name="Y">Targets [batch, outputs], or [batch, steps, outputs].</param>
/// <param name="Output">The engine's output for X before any training; in mode Step that of the third step from a zero state.</param>
internal sealed record Subject(
    Workload Workload, Mode Mode, int Threads, IReadOnlyList<Weight> Weights, double[] X, double[] Y, double[] Output)
{
    /// <summary>Steps from the zero state to the output that is compared in mode Step.</summary>
    public const int ComparedStep = 3;

    private const double Tolerance = 1e-4;

    /// <summary>Refuses a peer that computes something else.</summary>
    /// <exception cref="BenchmarkException">An output differs by more than 1e-4.</exception>
    public void RequireSame(string peer, IReadOnlyList<double> output)
    {
        if (output.Count != Output.Length)
        {
            throw new BenchmarkException($"{peer} gives {output.Count} outputs for {Workload.Name}, the engine {Output.Length}.");
        }

        for (int k = 0; k < Output.Length; k++)
        {
            if (!(Math.Abs(output[k] - Output[k]) <= Tolerance))
            {
                throw new BenchmarkException($"Output {k} of {Workload.Name} is {output[k]:G6} in {peer} and {Output[k]:G6} in the engine: not the same model.");
            }
        }
    }
}
