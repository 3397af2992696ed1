using System.Runtime.InteropServices;
using Benchmarks.Peers.Helpers;
using Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>A workload that is ready to be timed.</summary>
/// <param name="Call">One call.</param>
/// <param name="Output">The outputs before any training, as bytes of doubles.</param>
/// <param name="Repeats">Runs that are timed as one.</param>
internal sealed record OpenWorkload(Action Call, byte[] Output, int Repeats)
{
    public static OpenWorkload For(OpenRequest request)
    {
        set_num_threads(request.Threads);
        var type = request.IsDouble ? ScalarType.Float64 : ScalarType.Float32;
        if (request.Mode == Mode.Step)
        {
            return Stepping(request, type);
        }

        var model = new Stack(request.Layers, request.Features, type);
        model.Copy(request.Weights);

        // [steps, batch, features] is libtorch's own order
        var x = Numbers(request.X, [request.Batch, request.Steps, request.Features], type).transpose(0, 1).contiguous();
        var output = Forward(model, x);
        Action call = request.Mode == Mode.Forward
            ? () => Forward(model, x).Dispose()
            : new Training(model, x, Numbers(request.Y, output.shape, type)).Step;
        return new OpenWorkload(call, Bytes(output), request.Repeats);
    }

    /// <summary>A tensor of these doubles.</summary>
    public static Tensor Numbers(byte[] bytes, long[] shape, ScalarType type) =>
        tensor(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), shape).to_type(type);

    private static Tensor Forward(Stack model, Tensor x)
    {
        using var mode = inference_mode();
        using var scope = NewDisposeScope();
        return model.forward(x).DetachFromDisposeScope();
    }

    private static OpenWorkload Stepping(OpenRequest request, ScalarType type)
    {
        var stepper = new Stepper(request, type);
        for (int k = 0; k < request.ComparedStep; k++)
        {
            stepper.Step();
        }

        return new OpenWorkload(stepper.Step, Bytes(stepper.Hidden), request.Repeats);
    }

    private static byte[] Bytes(Tensor output) =>
        MemoryMarshal.AsBytes(output.to_type(ScalarType.Float64).contiguous().data<double>().ToArray().AsSpan()).ToArray();
}
