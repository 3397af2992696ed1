namespace Recurrent;

/// <summary>Ends training when a loss has stopped falling, or a metric getting better. Prechelt (1998).</summary>
public sealed class EarlyStopping : Callback
{
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly bool _restoreBestWeights;
    private readonly string? _monitor;
    private readonly bool _rises;
    private int _waited;

    /// <summary>Describes the rule.</summary>
    /// <param name="patience">Epochs without a fall after which training ends, at least 0; as in Keras 0 acts like 1.</param>
    /// <param name="minDelta">What counts as a fall, or a rise, at least 0.</param>
    /// <param name="restoreBestWeights">Whether the weights of the best epoch are put back at the end.</param>
    /// <param name="monitor">
    /// What is watched, such as "val_mae"; an accuracy is to rise, all else to fall. An epoch without its validation is passed
    /// over. By default the validation loss, or where there is none the loss.
    /// </param>
    public EarlyStopping(int patience = 0, double minDelta = 0, bool restoreBestWeights = false, string? monitor = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        _patience = patience;
        _minDelta = minDelta;
        _restoreBestWeights = restoreBestWeights;
        _monitor = monitor;
        _rises = monitor is not null && Metric.Rises(monitor);
        Best = Worst;
    }

    /// <summary>The best value so far: the lowest loss, or what is monitored.</summary>
    public double Best { get; private set; }

    /// <summary>The epoch of the best value, from 0, or -1.</summary>
    public int BestEpoch { get; private set; } = -1;

    private double Worst => _rises ? double.NegativeInfinity : double.PositiveInfinity;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">What is monitored is not measured; the message lists what is.</exception>
    public override void OnTrainBegin(TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        if (_monitor is not null && !control.Names.Contains(_monitor))
        {
            throw new ArgumentException($"\"{_monitor}\" cannot be monitored; this training measures {string.Join(", ", control.Names)}.");
        }

        Best = Worst;
        BestEpoch = -1;
        _waited = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(EpochProgress epoch, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        double value = epoch.ValidationLoss ?? epoch.Loss;
        if (_monitor is not null && !epoch.Values.TryGetValue(_monitor, out value))
        {
            return;
        }

        if (_rises ? value > Best + _minDelta : value < Best - _minDelta)
        {
            Best = value;
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
