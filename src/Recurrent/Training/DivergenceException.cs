namespace Recurrent;

/// <summary>Training has left the finite numbers: the loss or a gradient is infinite or not a number. The weights stay as before the update.</summary>
public sealed class DivergenceException : Exception
{
    internal DivergenceException(long update, double loss, string layer, double largestGradient)
        : base(FormattableString.Invariant(
            $"At update {update} the loss is {loss:G6}; the largest gradient, {largestGradient:G6}, is in {layer}. Lower the learning rate, clip the gradients, or set StopOnDivergence to false."))
    {
        Update = update;
        Loss = loss;
        Layer = layer;
        LargestGradient = largestGradient;
    }

    /// <summary>Number of the update that was not made, from 1.</summary>
    public long Update { get; }

    /// <summary>The loss of its batch.</summary>
    public double Loss { get; }

    /// <summary>Layer and weight with the largest gradient, such as lstm/recurrent_kernel.</summary>
    public string Layer { get; }

    /// <summary>Size of the largest element of all gradients; not a number where one is that.</summary>
    public double LargestGradient { get; }
}
