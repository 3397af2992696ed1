using System.Numerics;

namespace Recurrent;

/// <summary>How a bidirectional layer joins its two outputs.</summary>
public enum MergeMode
{
    /// <summary>Side by side, the forward one first.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Half their sum.</summary>
    Average,

    /// <summary>Their product, element by element.</summary>
    Multiply,

    /// <summary>Not at all: two outputs. Only for the last layer, for prediction; see PredictOutputs.</summary>
    None,
}

/// <summary>
/// One recurrent layer run over the steps and one run backwards over the same steps, their outputs joined; for sequence
/// outputs the backward one is first turned around in time. Weights: those of both, named forward/kernel, backward/kernel
/// and so on. Schuster and Paliwal (1997).
/// </summary>
public sealed class Bidirectional : Layer, IKeepsState
{
    /// <summary>Describes a bidirectional layer.</summary>
    /// <param name="layer">The forward layer.</param>
    /// <param name="mergeMode">How the outputs are joined.</param>
    /// <param name="backwardLayer">The backward layer, with goBackwards; by default the forward one's twin.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentException">The two layers run the same way, or differ in units or returnSequences.</exception>
    public Bidirectional(RecurrentLayer layer, MergeMode mergeMode = MergeMode.Concat, RecurrentLayer? backwardLayer = null, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layer);
        backwardLayer ??= layer.With(layer.Options with { GoBackwards = !layer.GoBackwards });
        if (backwardLayer.GoBackwards == layer.GoBackwards)
        {
            throw new ArgumentException("The backward layer needs goBackwards opposite to the forward layer's.", nameof(backwardLayer));
        }

        if (backwardLayer.ReturnSequences != layer.ReturnSequences || backwardLayer.Units != layer.Units || backwardLayer.States != layer.States)
        {
            throw new ArgumentException("Both layers need the same units, states and returnSequences.", nameof(backwardLayer));
        }

        if (!Enum.IsDefined(mergeMode))
        {
            throw new ArgumentOutOfRangeException(nameof(mergeMode), mergeMode, "Not a merge mode.");
        }

        // the output of a masked step is zero where all steps are handed on, as in Keras
        ForwardLayer = layer.With(layer.Options with { ZeroOutputForMask = layer.ReturnSequences || layer.ZeroOutputForMask });
        BackwardLayer = backwardLayer.With(backwardLayer.Options with { ZeroOutputForMask = layer.ReturnSequences || backwardLayer.ZeroOutputForMask });
        MergeMode = mergeMode;
    }

    /// <summary>The layer that runs over the steps.</summary>
    public RecurrentLayer ForwardLayer { get; }

    /// <summary>The layer that runs the other way.</summary>
    public RecurrentLayer BackwardLayer { get; }

    /// <summary>How the outputs are joined.</summary>
    public MergeMode MergeMode { get; }

    /// <inheritdoc/>
    public override string Type => "Bidirectional";

    int IKeepsState.StateCount => 2 * ForwardLayer.States;

    int IKeepsState.StateUnits => ForwardLayer.Units;

    internal override string BaseName => "bidirectional";

    internal override bool NeedsWholeSequence => true;

    internal override LayerShape OutputShape(LayerShape input)
    {
        var one = ForwardLayer.OutputShape(input);
        return MergeMode is MergeMode.Concat or MergeMode.None ? one with { Features = 2 * one.Features } : one;
    }

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
        ForwardLayer.Declare(input, parameters.Inside("forward"));
        BackwardLayer.Declare(input, parameters.Inside("backward"));
    }

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context) => new BidirectionalPass<T>(this, context);
}

// x [T,B,D]  f, b [T or 1,B,H], both in the order of time  y: f and b joined
internal sealed class BidirectionalPass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Bidirectional _layer;
    private readonly RecurrentPass<T> _forward;
    private readonly RecurrentPass<T> _backward;
    private readonly AlignedBuffer<T> _y = new();
    private readonly AlignedBuffer<T> _f = new();
    private readonly AlignedBuffer<T> _b = new();
    private readonly AlignedBuffer<T> _dF = new();
    private readonly AlignedBuffer<T> _dB = new();
    private readonly AlignedBuffer<T> _dX = new();

    public BidirectionalPass(Bidirectional layer, LayerContext<T> context)
        : base(context)
    {
        _layer = layer;
        _forward = layer.ForwardLayer.CreateRecurrentPass(context.Inside("forward"));
        _backward = layer.BackwardLayer.CreateRecurrentPass(context.Inside("backward"));
        WeightSums = [.. _forward.WeightSums, .. _backward.WeightSums];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    public override IReadOnlyList<RecurrentPass<T>> Recurrences => [_forward, _backward];

    public override Span<T> Output => _y.AsSpan(0, OutputRows * Width);

    private int H => _layer.ForwardLayer.Units;

    private bool SideBySide => _layer.MergeMode is MergeMode.Concat or MergeMode.None;

    private int Width => SideBySide ? 2 * H : H;

    private int OutputRows => (_layer.ForwardLayer.ReturnSequences ? Steps : 1) * Rows;

    public override void LoadMask(Tensor<T>? mask, ReadOnlySpan<int> samples, int firstStep)
    {
        _forward.LoadMask(mask, samples, firstStep);
        _backward.LoadMask(mask, samples, firstStep);
    }

    public override void LoadInitialState(Tensor<T>[]? states, ReadOnlySpan<int> samples)
    {
        int count = _layer.ForwardLayer.States;
        _forward.LoadInitialState(states?[..count], samples);
        _backward.LoadInitialState(states?[count..], samples);
    }

    public override void PrepareCarriedStates(int batch)
    {
        _forward.PrepareCarriedStates(batch);
        _backward.PrepareCarriedStates(batch);
    }

    public override void Reseed(long seed)
    {
        _forward.Reseed(seed);
        _backward.Reseed(unchecked(seed + 0x5851F42D));
    }

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        _forward.Forward(x, training);
        _backward.Forward(x, training);
        CopyInTime(_layer.ForwardLayer, _forward.Output, _f);
        CopyInTime(_layer.BackwardLayer, _backward.Output, _b);
        ReadOnlySpan<T> f = _f, b = _b;
        for (int row = 0; row < OutputRows; row++)
        {
            var y = Output.Slice(row * Width, Width);
            f.Slice(row * H, H).CopyTo(y);
            Merge(b.Slice(row * H, H), y);
        }
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        for (int row = 0; row < OutputRows; row++)
        {
            Split(dY.Slice(row * Width, Width), row * H);
        }

        int length = OutputRows * H;
        BackwardOne(_layer.ForwardLayer, _forward, x, _dF.AsSpan(0, length), dX);
        if (dX.IsEmpty)
        {
            BackwardOne(_layer.BackwardLayer, _backward, x, _dB.AsSpan(0, length), dX);
            return;
        }

        _dX.Grow(dX.Length);
        BackwardOne(_layer.BackwardLayer, _backward, x, _dB.AsSpan(0, length), _dX.AsSpan(0, dX.Length));
        Vectors.Add<T>(_dX, dX);
    }

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        int own = _forward.WeightSums.Count;
        return sum < own ? _forward.Factors(sum, x) : _backward.Factors(sum - own, x);
    }

    protected override void Allocate()
    {
        _forward.Resize(Steps, FirstRow, Rows);
        _backward.Resize(Steps, FirstRow, Rows);
        int length = OutputRows * H;
        _y.Grow(OutputRows * Width);
        _f.Grow(length);
        _b.Grow(length);
        _dF.Grow(length);
        _dB.Grow(length);
    }

    // a sequence in the order of processing, turned around where that is not the order of time; both ways alike
    private void CopyInTime(RecurrentLayer layer, ReadOnlySpan<T> from, Span<T> to)
    {
        int width = Rows * H;
        int last = (OutputRows / Rows) - 1;
        for (int t = 0; t <= last; t++)
        {
            from.Slice((layer.GoBackwards ? last - t : t) * width, width).CopyTo(to[(t * width)..]);
        }
    }

    private void BackwardOne(RecurrentLayer layer, RecurrentPass<T> pass, ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        if (layer.GoBackwards)
        {
            RecurrentPass<T>.ReverseSteps(dY, Rows * H);
        }

        pass.Backward(x, dY, dX);
    }

    // y holds f; b joins it
    private void Merge(ReadOnlySpan<T> b, Span<T> y)
    {
        switch (_layer.MergeMode)
        {
            case MergeMode.Sum:
                Vectors.Add(b, y);
                break;
            case MergeMode.Average:
                Vectors.Add(b, y);
                Vectors.Scale(T.CreateTruncating(0.5), y);
                break;
            case MergeMode.Multiply:
                Vectors.Multiply(b, y, y);
                break;
            default:
                b.CopyTo(y[H..]);
                break;
        }
    }

    private void Split(ReadOnlySpan<T> dY, int at)
    {
        var dF = _dF.AsSpan(at, H);
        var dB = _dB.AsSpan(at, H);
        if (SideBySide)
        {
            dY[..H].CopyTo(dF);
            dY[H..].CopyTo(dB);
            return;
        }

        dY.CopyTo(dF);
        dY.CopyTo(dB);
        if (_layer.MergeMode == MergeMode.Average)
        {
            Vectors.Scale(T.CreateTruncating(0.5), dF);
            Vectors.Scale(T.CreateTruncating(0.5), dB);
        }
        else if (_layer.MergeMode == MergeMode.Multiply)
        {
            Vectors.Multiply(dF, _b.AsSpan(at, H), dF);
            Vectors.Multiply(dB, _f.AsSpan(at, H), dB);
        }
    }
}
