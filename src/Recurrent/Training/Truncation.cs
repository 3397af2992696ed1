namespace Recurrent;

/// <summary>
/// Truncated backpropagation through time: every <see cref="Stride"/> steps the loss of the new steps goes back through
/// the last <see cref="Window"/> steps. The states run through the whole sequence; the gradients of all windows are added
/// up to one update, so a window as long as the sequence, with a stride as long, is full backpropagation. Memory grows
/// with the window, not with the sequence. Williams and Peng (1990).
/// </summary>
public sealed record Truncation
{
    /// <summary>Describes the truncation.</summary>
    /// <param name="window">Steps that a gradient goes back, at least 1.</param>
    /// <param name="stride">Steps between two windows, from 1 to the window; as long as the window by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    public Truncation(int window, int? stride = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Window = window;
        Stride = stride ?? window;
        ArgumentOutOfRangeException.ThrowIfLessThan(Stride, 1, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Stride, window, nameof(stride));
    }

    /// <summary>Steps that a gradient goes back.</summary>
    public int Window { get; }

    /// <summary>Steps between two windows.</summary>
    public int Stride { get; }
}
