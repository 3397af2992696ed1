namespace Recurrent;

/// <summary>Adam with weight decay that goes past the gradient's means. Loshchilov and Hutter (2019).</summary>
public sealed class AdamW : Adam
{
    /// <summary>Describes the optimiser.</summary>
    /// <param name="learningRate">Rate or schedule; 0.001 by default.</param>
    /// <param name="weightDecay">w loses rate * this * w before each update; 0.004 by default.</param>
    /// <param name="beta1">Decay of the mean of the gradient, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of its square, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second mean.</param>
    /// <param name="amsgrad">Whether the largest second mean so far is used in its place.</param>
    public AdamW(
        LearningRate? learningRate = null, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad)
    {
        WeightDecay = weightDecay;
    }

    /// <inheritdoc/>
    public override string Name => "adamw";
}
