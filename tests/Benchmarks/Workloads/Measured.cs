namespace Benchmarks.Workloads;

/// <summary>What can be asked for.</summary>
internal static class Measured
{
    public static IReadOnlyList<Workload> Workloads(bool shapes) => shapes ? OtherShapes.All : StandardWorkloads.All;

    /// <summary>Whole processes, beside the workloads of the table.</summary>
    public static IReadOnlyList<string> Jobs(bool shapes) => shapes ? [] : ["job-rnn", "job-lstm"];

    public static IEnumerable<string> Names(bool shapes) => Workloads(shapes).Select(w => w.Name).Concat(Jobs(shapes));
}
