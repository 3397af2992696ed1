using Microsoft.ML.OnnxRuntime;

namespace Benchmarks.Peers.Onnx;

/// <summary>A session of ONNX Runtime and tensors over arrays that stay where they are, so that a call copies nothing.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly SessionOptions _options = new();
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly List<OrtValue> _tensors = [];

    public OnnxSession(byte[] model, int threads)
    {
        _options.IntraOpNumThreads = threads;
        _options.InterOpNumThreads = 1;
        _options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        _options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        _session = new InferenceSession(model, _options);
    }

    /// <summary>A tensor over this array.</summary>
    public OrtValue Tensor(float[] data, params long[] shape)
    {
        var tensor = OrtValue.CreateTensorValueFromMemory(data, shape);
        _tensors.Add(tensor);
        return tensor;
    }

    public void Run(string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs) =>
        _session.Run(_run, inputNames, inputs, outputNames, outputs);

    public void Dispose()
    {
        _tensors.ForEach(t => t.Dispose());
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }
}
