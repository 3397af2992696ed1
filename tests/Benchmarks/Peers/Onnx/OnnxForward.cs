using Benchmarks.Measuring;
using Benchmarks.Own;
using Microsoft.ML.OnnxRuntime;

namespace Benchmarks.Peers.Onnx;

/// <summary>A batch through ONNX Runtime, output into the same array every time.</summary>
internal sealed class OnnxForward : IContender
{
    private static readonly string[] s_inputNames = ["x"];
    private static readonly string[] s_outputNames = ["y"];
    private readonly OnnxSession _session;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public OnnxForward(string name, Subject subject)
    {
        Name = name;
        var w = subject.Workload;
        float[] y = new float[w.Batch * w.Outputs];
        _session = new OnnxSession(OnnxModel.For(subject), subject.Threads);
        _inputs = [_session.Tensor(StepsFirst(subject), w.Steps, w.Batch, w.Features)];
        _outputs = [_session.Tensor(y, w.Batch, w.Outputs)];
        Call();
        subject.RequireSame(name, [.. y.Select(v => (double)v)]);
    }

    public string Name { get; }

    public double[] Time(int calls) => Stopwatches.Time(Call, calls, 1);

    public void Dispose() => _session.Dispose();

    // [batch, steps, features] to [steps, batch, features]
    private static float[] StepsFirst(Subject subject)
    {
        var w = subject.Workload;
        float[] x = new float[subject.X.Length];
        for (int n = 0; n < w.Batch; n++)
        {
            for (int t = 0; t < w.Steps; t++)
            {
                for (int d = 0; d < w.Features; d++)
                {
                    x[(((t * w.Batch) + n) * w.Features) + d] = (float)subject.X[(((n * w.Steps) + t) * w.Features) + d];
                }
            }
        }

        return x;
    }

    private void Call() => _session.Run(s_inputNames, _inputs, s_outputNames, _outputs);
}
