using System.Numerics;

namespace Recurrent;

/// <summary>How the loss values of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean: divided by their count, also when sample weights are given.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>
/// A loss: one value for each row (a sample, or a sample's step), then the mean over all rows. Derive from this class for
/// a loss of your own; only <see cref="Evaluate"/> has to be written.
/// </summary>
public abstract class Loss
{
    /// <summary>Keras' name, such as <c>mean_squared_error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Mean (the default) or sum of the values.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>The loss with the given name and its defaults.</summary>
    /// <param name="name">Such as <c>mse</c> or <c>mean_squared_error</c>.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones.</exception>
    public static Loss Named(string name) => LossNames.Find(name);

    /// <summary>Values and gradients of some rows; both are overwritten.</summary>
    /// <param name="target">[rows, TargetWidth(width)].</param>
    /// <param name="prediction">[rows, width].</param>
    /// <param name="width">Size of the last axis of the prediction.</param>
    /// <param name="values">[rows]: the loss of each row.</param>
    /// <param name="gradient">[rows, width]: the derivative of each row's loss by its prediction.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public abstract void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Size of the last axis of the target; 1 for a loss whose targets are class numbers.</summary>
    /// <param name="width">Size of the last axis of the prediction.</param>
    public virtual int TargetWidth(int width) => width;

    /// <summary>Loss of a prediction.</summary>
    /// <param name="target">[samples, ..., width], or without the last axis where it is 1.</param>
    /// <param name="prediction">[samples, ..., width].</param>
    /// <param name="sampleWeight">One factor for each sample, [samples], or for each row, [samples, steps]; null for none.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public double Value<T>(Tensor<T> target, Tensor<T> prediction, Tensor<T>? sampleWeight = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = Values(target, prediction, sampleWeight);
        double sum = 0;
        foreach (var value in values.AsSpan())
        {
            sum += double.CreateTruncating(value);
        }

        return sum * Scale(values.Length);
    }

    /// <summary>The loss values before their mean, times the sample weights; the shape of the prediction without its last axis.</summary>
    /// <param name="target">As for Value.</param>
    /// <param name="prediction">As for Value.</param>
    /// <param name="sampleWeight">As for Value.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Values<T>(Tensor<T> target, Tensor<T> prediction, Tensor<T>? sampleWeight = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return EvaluateTensors(target, prediction, sampleWeight).Values;
    }

    /// <summary>Derivative of <see cref="Value"/> by the prediction, of its shape.</summary>
    /// <param name="target">As for Value.</param>
    /// <param name="prediction">As for Value.</param>
    /// <param name="sampleWeight">As for Value.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Gradient<T>(Tensor<T> target, Tensor<T> prediction, Tensor<T>? sampleWeight = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (values, gradient) = EvaluateTensors(target, prediction, sampleWeight);
        Vectors.Scale(T.CreateTruncating(Scale(values.Length)), gradient.AsSpan());
        return gradient;
    }

    // throws for targets that this loss cannot take
    internal virtual void CheckTargets<T>(Tensor<T> target, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    // what the sum of the values is multiplied by
    internal double Scale(int rows) => Reduction == Reduction.Mean ? 1.0 / rows : 1.0;

    private (Tensor<T> Values, Tensor<T> Gradient) EvaluateTensors<T>(Tensor<T> target, Tensor<T> prediction, Tensor<T>? sampleWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        int width = prediction.Rank > 0 ? prediction.Shape[^1] : 1;
        Guard.Target(this, target, prediction.ShapeArray);
        int rows = prediction.Length / Math.Max(1, width);
        int samples = prediction.Shape[0];
        Guard.SampleWeight(sampleWeight, samples, rows / Math.Max(1, samples), nameof(sampleWeight));
        int[] shape = prediction.Rank > 1 ? prediction.ShapeArray[..^1] : [rows];
        var values = new Tensor<T>(shape);
        var gradient = new Tensor<T>(prediction.ShapeArray);
        Evaluate(target.AsSpan(), prediction.AsSpan(), width, values.AsSpan(), gradient.AsSpan());
        for (int row = 0; sampleWeight is not null && row < rows; row++)
        {
            var factor = sampleWeight.Data[sampleWeight.Length == rows ? row : row / (rows / samples)];
            values.Data[row] *= factor;
            Vectors.Scale(factor, gradient.AsSpan().Slice(row * width, width));
        }

        return (values, gradient);
    }
}
