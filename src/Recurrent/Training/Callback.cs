namespace Recurrent;

/// <summary>Told by Fit how training goes, and able to stop it. Derive from this class and override what is wanted.</summary>
public abstract class Callback
{
    /// <summary>Before the first epoch.</summary>
    /// <param name="control">What the callback may do.</param>
    public virtual void OnTrainBegin(TrainingControl control)
    {
    }

    /// <summary>After each update.</summary>
    /// <param name="batch">The update.</param>
    /// <param name="control">What the callback may do.</param>
    public virtual void OnBatchEnd(BatchProgress batch, TrainingControl control)
    {
    }

    /// <summary>After each epoch and its validation.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="control">What the callback may do.</param>
    public virtual void OnEpochEnd(EpochProgress epoch, TrainingControl control)
    {
    }

    /// <summary>After the last epoch, also when training was stopped early.</summary>
    /// <param name="control">What the callback may do.</param>
    public virtual void OnTrainEnd(TrainingControl control)
    {
    }
}

/// <summary>What Fit tells of an update.</summary>
/// <param name="Epoch">Number of the epoch, from 0.</param>
/// <param name="Batch">Number of the batch in the epoch, from 0.</param>
/// <param name="Update">Updates made since Compile.</param>
/// <param name="Loss">Loss of the batch before its update.</param>
/// <param name="GradientNorm">Norm of all gradients before clipping, where the model's MeasureGradientNorm is set; else not a number.</param>
public readonly record struct BatchProgress(int Epoch, int Batch, long Update, double Loss, double GradientNorm);

/// <summary>What a callback may do to the training it watches.</summary>
public sealed class TrainingControl
{
    private readonly Func<Array> _copyWeights;
    private readonly Action<Array> _setWeights;
    private Array? _kept;

    internal TrainingControl(IReadOnlyList<string> names, Func<Array> copyWeights, Action<Array> setWeights)
    {
        Names = names;
        _copyWeights = copyWeights;
        _setWeights = setWeights;
    }

    /// <summary>Names of what this training measures, such as "loss" and "val_loss".</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether training ends after this epoch.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Ends training after the running epoch.</summary>
    public void Stop() => Stopped = true;

    /// <summary>Keeps a copy of all weights, in place of the last one kept.</summary>
    public void KeepWeights() => _kept = _copyWeights();

    /// <summary>Puts the weights kept back; nothing when none are.</summary>
    public void RestoreWeights()
    {
        if (_kept is not null)
        {
            _setWeights(_kept);
        }
    }
}
