namespace Recurrent;

/// <summary>
/// A block of the gradients that is a sum over all steps and rows, L^T R with one row of L and of R for each: its place in
/// the flat buffer and its size. L is what the weights were multiplied with, R the gradient before the activation.
/// </summary>
/// <param name="Offset">First element of the block.</param>
/// <param name="Stride">Elements from one of its rows to the next.</param>
/// <param name="Rows">Columns of L.</param>
/// <param name="Columns">Columns of R.</param>
/// <param name="LastStepOnly">Whether the sum goes over the rows of the last step alone.</param>
internal sealed record WeightSum(int Offset, int Stride, int Rows, int Columns, bool LastStepOnly = false);

/// <summary>
/// The rows of L and R that one chunk of the batch has, step after step. A row of L is that of First, that of Second behind
/// it, and a one at the end where the block has a bias.
/// </summary>
internal readonly ref struct WeightFactors<T>
{
    public ReadOnlySpan<T> First { get; init; }

    public int FirstWidth { get; init; }

    public ReadOnlySpan<T> Second { get; init; }

    public int SecondWidth { get; init; }

    /// <summary>From the first of the block's columns on.</summary>
    public ReadOnlySpan<T> Right { get; init; }

    public int RightStride { get; init; }
}
