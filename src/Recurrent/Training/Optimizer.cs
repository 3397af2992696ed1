using System.Numerics;

namespace Recurrent;

/// <summary>
/// Description of an optimiser. An update goes in three steps, as in Keras: clip the gradients, decay the weights, then
/// the optimiser's own formula, element by element. A variable is one weight tensor, such as the kernel of an LSTM.
/// </summary>
public abstract class Optimizer
{
    private readonly double? _clipNorm;
    private readonly double? _globalClipNorm;
    private readonly double? _clipValue;

    private protected Optimizer(LearningRate learningRate)
    {
        LearningRate = learningRate;
    }

    /// <summary>Keras' name, such as <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate, constant or by a schedule.</summary>
    public LearningRate LearningRate { get; }

    /// <summary>Each variable's gradient is scaled down to at most this norm; null for no limit.</summary>
    public double? ClipNorm
    {
        get => _clipNorm;
        init => _clipNorm = Limit(value, nameof(ClipNorm));
    }

    /// <summary>All gradients together are scaled down to at most this norm; null for no limit.</summary>
    public double? GlobalClipNorm
    {
        get => _globalClipNorm;
        init => _globalClipNorm = Limit(value, nameof(GlobalClipNorm));
    }

    /// <summary>Each element of the gradients is limited to ± this; null for no limit.</summary>
    public double? ClipValue
    {
        get => _clipValue;
        init => _clipValue = Limit(value, nameof(ClipValue));
    }

    /// <summary>w loses learning rate * this * w before each update; 0 for none.</summary>
    public double WeightDecay { get; init; }

    // buffers as long as the parameters that the formula keeps from update to update
    internal abstract int Slots { get; }

    // value that a slot starts with
    internal virtual double SlotStart => 0;

    /// <summary>The optimiser with the given name and its defaults.</summary>
    /// <param name="name">Such as <c>adam</c> or <c>sgd</c>.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones.</exception>
    public static Optimizer Named(string name) => OptimizerNames.Find(name);

    // t counts updates from 1
    internal abstract void Update<T>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate, long t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    internal void CheckClipping()
    {
        int set = (ClipNorm is null ? 0 : 1) + (GlobalClipNorm is null ? 0 : 1) + (ClipValue is null ? 0 : 1);
        if (set > 1)
        {
            throw new ArgumentException("Only one of ClipNorm, GlobalClipNorm and ClipValue may be set.");
        }
    }

    private protected static double Share(double value, string name)
    {
        return value >= 0 && value < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must lie in [0, 1).");
    }

    private static double? Limit(double? value, string name)
    {
        return value is null or > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "A limit must be above 0.");
    }
}
