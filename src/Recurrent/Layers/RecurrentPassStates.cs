using System.Numerics;

namespace Recurrent;

// where the states of a pass start, and what of them is kept for the next
internal abstract partial class RecurrentPass<T>
{
    // the start is given, in _initial
    private bool _hasInitial;

    // neither reads nor writes the states that a stateful layer carries
    private bool _detached;

    public override void KeepStates(int steps)
    {
        for (int s = 0; s < StateCount; s++)
        {
            State(s, steps - 1).CopyTo(_initial[s]);
        }

        _mask.KeepOutput(steps);
    }

    public override void Continue()
    {
        _hasInitial = true;
        _mask.Continue();
    }

    public override void LoadInitialState(Tensor<T>[]? states, ReadOnlySpan<int> samples)
    {
        _hasInitial = states is not null;
        for (int s = 0; s < (states?.Length ?? 0); s++)
        {
            for (int b = 0; b < samples.Length; b++)
            {
                states![s].Row(samples[b]).CopyTo(_initial[s].AsSpan(b * H));
            }
        }
    }

    public override void PrepareCarriedStates(int batch)
    {
        if (_layer.Stateful && (Context.CarriedStates.Length == 0 || Context.CarriedStates[0].Length != batch * H))
        {
            if (Context.CarriedStates.Length > 0)
            {
                throw new InvalidOperationException(
                    $"The stateful {_layer.Type} carries the states of {Context.CarriedStates[0].Length / H} samples but is given {batch}; call ResetStates first.");
            }

            Context.CarriedStates = new T[StateCount][];
            for (int s = 0; s < StateCount; s++)
            {
                Context.CarriedStates[s] = new T[batch * H];
            }
        }
    }

    private void StartStates()
    {
        for (int s = 0; s < StateCount; s++)
        {
            var start = State(s, -1);
            if (_hasInitial)
            {
                _initial[s].AsSpan(0, Rows * H).CopyTo(start);
            }
            else if (_layer.Stateful && !_detached)
            {
                Context.CarriedStates[s].AsSpan(FirstRow * H, Rows * H).CopyTo(start);
            }
            else
            {
                start.Clear();
            }
        }
    }

    private void CarryStates()
    {
        for (int s = 0; _layer.Stateful && !_detached && s < StateCount; s++)
        {
            State(s, Steps - 1).CopyTo(Context.CarriedStates[s].AsSpan(FirstRow * H));
        }
    }
}
