using System.Numerics;

namespace Recurrent;

/// <summary>Names and places of what a layer keeps of its steps, handed to whoever looks inside. [T,B,width] or a column block of it.</summary>
internal delegate void GateVisitor<T>(string name, ReadOnlySpan<T> values, int column, int width)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The gradients that reach the states of every step, kept on request during a backward pass. [T,B,H] each.</summary>
internal sealed class StepRecord<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public StepRecord(int stateCount, int steps, int rows, int units)
    {
        StateGradients = [.. Enumerable.Range(0, stateCount).Select(_ => new Tensor<T>(steps, rows, units))];
    }

    /// <summary>dL/dh_t, and for an LSTM dL/dC_t.</summary>
    public Tensor<T>[] StateGradients { get; }

    public void Keep(RecurrentPass<T> pass, StepMask<T> mask, int t)
    {
        for (int s = 0; s < StateGradients.Length; s++)
        {
            var kept = StateGradients[s].Row(t);
            pass.StateGradient(s).CopyTo(kept);
            int units = kept.Length / pass.Rows;
            for (int b = 0; b < pass.Rows; b++)
            {
                if (mask.Skips(t, b))
                {
                    pass.HeldGradient(s).Slice(b * units, units).CopyTo(kept[(b * units)..]);
                }
            }
        }
    }
}
