namespace Benchmarks.Measuring;

/// <summary>What a contender reached.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Best">Its fastest call, in ms.</param>
/// <param name="Median">The middle one of its calls, in ms.</param>
internal sealed record Timing(string Name, double Best, double Median)
{
    public static Timing Of(string name, IReadOnlyList<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(name, sorted[0], median);
    }
}
