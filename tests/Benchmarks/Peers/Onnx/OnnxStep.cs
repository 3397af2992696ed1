using Benchmarks.Measuring;
using Benchmarks.Own;
using Benchmarks.Workloads;
using Microsoft.ML.OnnxRuntime;

namespace Benchmarks.Peers.Onnx;

/// <summary>Single steps of ONNX Runtime. Two sets of state tensors change places, so that no state is copied.</summary>
internal sealed class OnnxStep : IContender
{
    private readonly OnnxSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[][] _inputs;
    private readonly OrtValue[][] _outputs;
    private int _turn;

    public OnnxStep(string name, Subject subject)
    {
        Name = name;
        var w = subject.Workload;
        int units = w.Layers[0].Units;
        string[] states = w.Layers[0].Kind == LayerKind.Lstm ? ["h", "c"] : ["h"];
        _session = new OnnxSession(OnnxModel.For(subject), subject.Threads);
        _inputNames = ["x", .. states.Select(s => s + "_in")];
        _outputNames = [.. states.Select(s => s + "_out")];
        float[][][] buffers = [[.. states.Select(_ => new float[units])], [.. states.Select(_ => new float[units])]];
        var x = _session.Tensor([.. subject.X.Select(v => (float)v)], 1, 1, w.Features);
        OrtValue[][] tensors = [.. buffers.Select(set => set.Select(s => _session.Tensor(s, 1, 1, units)).ToArray())];
        _inputs = [[x, .. tensors[0]], [x, .. tensors[1]]];
        _outputs = [tensors[1], tensors[0]];
        for (int k = 0; k < Subject.ComparedStep; k++)
        {
            Call();
        }

        subject.RequireSame(name, [.. buffers[_turn][0].Select(v => (double)v)]);
    }

    public string Name { get; }

    public double[] Time(int calls) => Stopwatches.Time(Call, calls, Stopwatches.RepeatsFor(Mode.Step));

    public void Dispose() => _session.Dispose();

    private void Call()
    {
        _session.Run(_inputNames, _inputs[_turn], _outputNames, _outputs[_turn]);
        _turn ^= 1;
    }
}
