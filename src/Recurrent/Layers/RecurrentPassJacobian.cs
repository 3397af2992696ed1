using System.Numerics;

namespace Recurrent;

internal abstract partial class RecurrentPass<T>
{
    /// <summary>
    /// Derivative of the states after step <paramref name="to"/> by the states after step <paramref name="from"/> (-1: the
    /// start) of one row: entry (i, j) that of state i by state j, the units of h first. x [T,B,D] is the input.
    /// </summary>
    // A pass over these steps alone, with a row for each state i and the gradient 1 by that state, ends in row i.
    public Tensor<T> Jacobian(ReadOnlySpan<T> x, int row, int from, int to)
    {
        int size = StateCount * H;
        Context.Pack(WeightUse.Forward);
        Context.Pack(WeightUse.Backward);
        var probe = _layer.CreateRecurrentPass(Context);
        probe.CutHiddenPath = CutHiddenPath;
        probe.Resize(to - from, 0, size);
        probe._mask.Copy(_mask, row, from + 1, probe.Steps);
        probe._hasInitial = true;
        probe._detached = true;
        var input = new T[probe.Steps * size * D];
        for (int i = 0; i < size; i++)
        {
            for (int t = 0; t < probe.Steps; t++)
            {
                // step t of the probe is step from + 1 + t in the order of processing; the probe turns its input around itself
                int own = _layer.GoBackwards ? Steps - 2 - from - t : from + 1 + t;
                int there = _layer.GoBackwards ? probe.Steps - 1 - t : t;
                x.Slice(((own * Rows) + row) * D, D).CopyTo(input.AsSpan(((there * size) + i) * D));
            }

            for (int s = 0; s < StateCount; s++)
            {
                State(s, from).Slice(row * H, H).CopyTo(probe._initial[s].AsSpan(i * H));
            }
        }

        probe.FinalStateGradient = [.. Enumerable.Range(0, StateCount).Select(s => new T[size * H])];
        for (int i = 0; i < size; i++)
        {
            probe.FinalStateGradient[i / H][(i * H) + (i % H)] = T.One;
        }

        probe.Forward(input, training: false);
        probe.Backward(input, new T[probe.Output.Length], default);
        var jacobian = new Tensor<T>(size, size);
        for (int i = 0; i < size; i++)
        {
            for (int s = 0; s < StateCount; s++)
            {
                probe.InitialStateGradient(s).Slice(i * H, H).CopyTo(jacobian.Row(i)[(s * H)..]);
            }
        }

        return jacobian;
    }
}
