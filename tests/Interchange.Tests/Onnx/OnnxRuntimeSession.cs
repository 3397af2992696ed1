using Microsoft.ML.OnnxRuntime;
using Recurrent;
using Floats = Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>;
using Longs = Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<long>;
using Wholes = Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<int>;

namespace Interchange.Tests;

/// <summary>Runs a model in ONNX Runtime.</summary>
internal static class OnnxRuntimeSession
{
    public static Dictionary<string, Tensor<float>> Run(byte[] model, Tensor<float> x, int[]? lengths = null, IReadOnlyDictionary<string, Tensor<float>>? states = null)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        var inputs = new List<NamedOnnxValue>
        {
            session.InputMetadata["x"].ElementType == typeof(long)
                ? NamedOnnxValue.CreateFromTensor("x", new Longs(x.ToArray().Select(v => (long)v).ToArray(), [.. x.Shape]))
                : Value("x", x),
        };
        if (lengths is not null)
        {
            inputs.Add(NamedOnnxValue.CreateFromTensor("lengths", new Wholes(lengths, [lengths.Length])));
        }

        inputs.AddRange((states ?? new Dictionary<string, Tensor<float>>()).Select(s => Value(s.Key, s.Value)));
        using var results = session.Run(inputs);
        return results.ToDictionary(r => r.Name, r => new Tensor<float>([.. r.AsEnumerable<float>()], r.AsTensor<float>().Dimensions.ToArray()));
    }

    private static NamedOnnxValue Value(string name, Tensor<float> tensor) => NamedOnnxValue.CreateFromTensor(name, new Floats(tensor.ToArray(), [.. tensor.Shape]));
}
