using System.Runtime.InteropServices;
using Benchmarks.Measuring;
using Benchmarks.Own;

namespace Benchmarks.Peers.Helpers;

/// <summary>A workload that is open in a helper process. The helper reads the clock itself: its pipe is not in the times.</summary>
internal sealed class HelperContender : IContender
{
    private readonly HelperProcess _process;

    public HelperContender(string name, HelperProcess process, Subject subject)
    {
        Name = name;
        _process = process;
        byte[] output = process.Ask(Request(subject)).Output ?? throw new BenchmarkException($"{name} answers without its output.");
        subject.RequireSame(name, MemoryMarshal.Cast<byte, double>(output).ToArray());
    }

    public string Name { get; }

    public double[] Time(int calls) =>
        _process.Ask(new TimeRequest(calls)).Milliseconds ?? throw new BenchmarkException($"{Name} answers without times.");

    public void Dispose() => _process.Ask(new PlainRequest("close"));

    private static OpenRequest Request(Subject subject)
    {
        var w = subject.Workload;
        SentWeight[] weights = [.. subject.Weights.Select(v => new SentWeight(v.Layer, v.Name, v.Shape, Bytes(v.Values)))];
        return new OpenRequest(
            w.Layers, w.Batch, w.Steps, w.Features, w.IsDouble, subject.Mode, subject.Threads,
            Subject.ComparedStep, Stopwatches.RepeatsFor(subject.Mode), weights, Bytes(subject.X), Bytes(subject.Y));
    }

    private static byte[] Bytes(double[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
