using System.Numerics;

namespace Recurrent;

/// <summary>
/// Steps that are skipped. All states keep their value over such a step; its output repeats the output before it (zero
/// before the first step that counts), or is zero. A window of a longer sequence takes up the output before its start.
/// </summary>
internal sealed class StepMask<T>(bool zeroOutput)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool[] _skips = [];
    private T[] _outputs = [];
    private T[] _before = [];
    private bool _continues;
    private int _rows;
    private int _units;

    public bool Active { get; private set; }

    public bool Skips(int t, int b) => Active && _skips[(t * _rows) + b];

    public Span<T> Outputs(int length) => _outputs.AsSpan(0, length);

    public void Resize(int steps, int rows, int units)
    {
        _rows = rows;
        _units = units;
        Active = false;
    }

    public void Load(Tensor<T>? mask, ReadOnlySpan<int> samples, int firstStep, int steps, bool reversed)
    {
        Active = mask is not null;
        _continues = false;
        if (mask is null)
        {
            return;
        }

        Grow(steps);
        for (int t = 0; t < steps; t++)
        {
            for (int b = 0; b < samples.Length; b++)
            {
                _skips[(t * _rows) + b] = mask.Row(samples[b])[firstStep + (reversed ? steps - 1 - t : t)] == T.Zero;
            }
        }
    }

    /// <summary>Keeps the output after the given number of steps, for a window that starts there.</summary>
    public void KeepOutput(int steps)
    {
        int length = _rows * _units;
        if (_before.Length < length)
        {
            _before = new T[length];
        }

        if (steps > 0 && Active)
        {
            _outputs.AsSpan((steps - 1) * length, length).CopyTo(_before);
        }
        else if (!_continues)
        {
            _before.AsSpan(0, length).Clear();
        }
    }

    /// <summary>The steps loaded go on after the output kept.</summary>
    public void Continue() => _continues = true;

    /// <summary>Every row skips the steps that one row of another mask skips from a step on.</summary>
    public void Copy(StepMask<T> other, int row, int firstStep, int steps)
    {
        Active = other.Active;
        Grow(steps);
        for (int k = 0; k < steps * _rows; k++)
        {
            _skips[k] = other.Skips(firstStep + (k / _rows), row);
        }
    }

    /// <summary>The state after a skipped step is the state before it; states [T+1,B,H].</summary>
    public void Hold(Span<T> states, int t, int units, int rows)
    {
        for (int b = 0; b < rows; b++)
        {
            if (Skips(t, b))
            {
                states.Slice(((t * rows) + b) * units, units).CopyTo(states[((((t + 1) * rows) + b) * units)..]);
            }
        }
    }

    public void WriteOutputs(ReadOnlySpan<T> states, int units, int steps, int rows)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int b = 0; b < rows; b++)
            {
                int at = ((t * rows) + b) * units;
                var output = _outputs.AsSpan(at, units);
                if (!Skips(t, b))
                {
                    states.Slice(at + (rows * units), units).CopyTo(output);
                }
                else if (zeroOutput || (t == 0 && !_continues))
                {
                    output.Clear();
                }
                else if (t == 0)
                {
                    _before.AsSpan(at, units).CopyTo(output);
                }
                else
                {
                    _outputs.AsSpan(at - (rows * units), units).CopyTo(output);
                }
            }
        }
    }

    /// <summary>Moves the gradient of a repeated output to the step whose output it repeats; dY [T,B,H] is changed.</summary>
    public void FoldGradient(Span<T> dY, int units, int steps, int rows)
    {
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int b = 0; b < rows; b++)
            {
                if (!Skips(t, b))
                {
                    continue;
                }

                int at = ((t * rows) + b) * units;
                if (!zeroOutput && t > 0)
                {
                    Vectors.Add<T>(dY.Slice(at, units), dY.Slice(at - (rows * units), units));
                }

                dY.Slice(at, units).Clear();
            }
        }
    }

    private void Grow(int steps)
    {
        if (_skips.Length < steps * _rows)
        {
            _skips = new bool[steps * _rows];
        }

        if (_outputs.Length < steps * _rows * _units)
        {
            _outputs = new T[steps * _rows * _units];
        }
    }
}
