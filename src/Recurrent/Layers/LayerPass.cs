using System.Numerics;

namespace Recurrent;

/// <summary>
/// A layer at work on one chunk of a batch: its buffers, forward and backward. Data is time-major, [steps, rows, features]
/// with rows the samples of the chunk; without steps it is [1, rows, features].
/// </summary>
internal abstract class LayerPass<T>(LayerContext<T> context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected LayerContext<T> Context { get; } = context;

    public int Steps { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Index in the batch of the chunk's first row.</summary>
    public int FirstRow { get; private set; }

    /// <summary>The layer's output of the last forward pass, [steps or 1, rows, units].</summary>
    public abstract Span<T> Output { get; }

    /// <summary>The walks through time inside of this layer: itself, those of a bidirectional layer, or none.</summary>
    public virtual IReadOnlyList<RecurrentPass<T>> Recurrences => [];

    /// <summary>Sizes for the next pass; buffers grow where needed and are never given back.</summary>
    public void Resize(int steps, int firstRow, int rows)
    {
        Steps = steps;
        FirstRow = firstRow;
        Rows = rows;
        Allocate();
    }

    /// <summary>Overwrites <see cref="Output"/>.</summary>
    public abstract void Forward(ReadOnlySpan<T> x, bool training);

    /// <summary>
    /// Overwrites dX, which is empty where nobody asks for it, and keeps what the gradients of the weights are made of. dY
    /// may be used as working space. Forward came before, with the same x.
    /// </summary>
    public abstract void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX);

    /// <summary>The blocks of the gradients that are sums of products over all steps and rows.</summary>
    public virtual IReadOnlyList<WeightSum> WeightSums => [];

    /// <summary>What the sum of that index is made of, after Backward; x is the layer's input.</summary>
    public virtual WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x) => throw new NotSupportedException($"{GetType().Name} has no sum {sum}.");

    /// <summary>Adds to the gradients what is no such sum, for the rows of one step; called for all steps and chunks in order.</summary>
    public virtual void AddStepGradient(int t, ReadOnlySpan<T> x, Span<T> gradients)
    {
    }

    /// <summary>Takes the mask of the chunk's samples, or none.</summary>
    public virtual void LoadMask(Tensor<T>? mask, ReadOnlySpan<int> samples, int firstStep)
    {
        if (mask is not null)
        {
            throw new ArgumentException("A mask is given for a layer that is not recurrent.", nameof(mask));
        }
    }

    /// <summary>Keeps the states after the given number of steps.</summary>
    public virtual void KeepStates(int steps)
    {
    }

    /// <summary>The next forward pass starts from the states kept.</summary>
    public virtual void Continue()
    {
    }

    /// <summary>Takes the initial states of the chunk's samples, or none.</summary>
    public virtual void LoadInitialState(Tensor<T>[]? states, ReadOnlySpan<int> samples)
    {
        if (states is not null)
        {
            throw new ArgumentException("Initial states are given for a layer that is not recurrent.", nameof(states));
        }
    }

    /// <summary>Makes room for states carried from call to call, for the whole batch; called for one chunk.</summary>
    public virtual void PrepareCarriedStates(int batch)
    {
    }

    /// <summary>Seeds the random numbers of the next training pass.</summary>
    public virtual void Reseed(long seed)
    {
    }

    protected abstract void Allocate();

    protected ReadOnlySpan<T> Value(ParameterSlice slice) => Context.Values.AsSpan(slice.Offset, slice.Length);
}
