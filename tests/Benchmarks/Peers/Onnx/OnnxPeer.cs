using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Own;
using Benchmarks.Workloads;

namespace Benchmarks.Peers.Onnx;

/// <summary>ONNX Runtime, in this process: inference alone.</summary>
internal sealed class OnnxPeer : IPeer
{
    public string Name => $"ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}";

    // It does not train; double is not compared.
    public bool CanDo(Workload workload, Mode mode) => mode is Mode.Forward or Mode.Step && !workload.IsDouble;

    public IContender Open(Subject subject) =>
        subject.Mode == Mode.Step ? new OnnxStep(Name, subject) : new OnnxForward(Name, subject);

    public ProcessStartInfo? Job(string job, int threads) => null;

    public void Dispose()
    {
        // Every contender gives back its own session.
    }
}
