using System.Numerics;
using Recurrent;

namespace Benchmarks.Own;

/// <summary>One sequence, a step at a time, with the state carried: the only place that knows how the engine does this.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class OwnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly StepPredictor<T> _predictor;
    private readonly Tensor<T> _x;

    /// <param name="model">The model, with the weights that it is to have; the states start at zero.</param>
    /// <param name="x">The input of every step, [1, 1, features].</param>
    public OwnStep(Sequential<T> model, Tensor<T> x)
    {
        _predictor = model.CreateStepPredictor();
        _x = x;
    }

    /// <summary>One step.</summary>
    public void Run() => _predictor.Step(_x.AsSpan());

    /// <summary>One step's output, copied.</summary>
    public Tensor<T> Next()
    {
        T[] output = _predictor.Step(_x.AsSpan()).ToArray();
        return new Tensor<T>(output, output.Length);
    }
}
