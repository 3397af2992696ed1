namespace Recurrent;

/// <summary>Ends training when a loss has stopped falling. Prechelt (1998).</summary>
public sealed class EarlyStopping : Callback
{
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly bool _restoreBestWeights;
    private int _waited;

    /// <summary>Describes the rule.</summary>
    /// <param name="patience">Epochs without a fall after which training ends, at least 0; as in Keras 0 acts like 1.</param>
    /// <param name="minDelta">What counts as a fall, at least 0.</param>
    /// <param name="restoreBestWeights">Whether the weights of the best epoch are put back at the end.</param>
    public EarlyStopping(int patience = 0, double minDelta = 0, bool restoreBestWeights = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        _patience = patience;
        _minDelta = minDelta;
        _restoreBestWeights = restoreBestWeights;
    }

    /// <summary>The lowest loss so far: of validation where there is one, else of training.</summary>
    public double Best { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch of the lowest loss, from 0, or -1.</summary>
    public int BestEpoch { get; private set; } = -1;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingControl control)
    {
        Best = double.PositiveInfinity;
        BestEpoch = -1;
        _waited = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(EpochProgress epoch, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        double loss = epoch.ValidationLoss ?? epoch.Loss;
        if (loss < Best - _minDelta)
        {
            Best = loss;
            BestEpoch = epoch.Epoch;
            _waited = 0;
            if (_restoreBestWeights)
            {
                control.KeepWeights();
            }
        }
        else if (++_waited >= _patience)
        {
            control.Stop();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        control.RestoreWeights();
    }
}
