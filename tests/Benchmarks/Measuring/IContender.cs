namespace Benchmarks.Measuring;

/// <summary>One engine with one workload, ready to be timed.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Name in the table.</summary>
    string Name { get; }

    /// <summary>Milliseconds of each of so many calls, one after another.</summary>
    double[] Time(int calls);
}
