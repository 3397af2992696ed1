namespace Recurrent;

/// <summary>What Fit reports: one value per epoch for "loss" and each metric, and with validation for the same names after "val_".</summary>
public sealed class History
{
    private readonly Dictionary<string, List<double>> _values = [];

    internal History()
    {
    }

    /// <summary>Names of what was measured.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Numbers of the epochs, from 0.</summary>
    public IReadOnlyList<int> Epoch => [.. Enumerable.Range(0, Epochs)];

    /// <summary>Number of epochs that were completed.</summary>
    public int Epochs => _values.Count == 0 ? 0 : _values.Values.First().Count;

    /// <summary>Mean training loss of each epoch, every batch measured before its update.</summary>
    public IReadOnlyList<double> Loss => this["loss"];

    /// <summary>Validation loss after each epoch.</summary>
    /// <exception cref="KeyNotFoundException">There was no validation.</exception>
    public IReadOnlyList<double> ValidationLoss => this["val_loss"];

    /// <summary>The values of one name, one per epoch.</summary>
    /// <param name="key">Such as "loss" or "val_loss".</param>
    /// <exception cref="KeyNotFoundException">Nothing of that name was measured; the message lists the names.</exception>
    public IReadOnlyList<double> this[string key] => _values.TryGetValue(key, out var list)
        ? list
        : throw new KeyNotFoundException($"The history has no \"{key}\"; it has {string.Join(", ", _values.Keys.DefaultIfEmpty("nothing"))}.");

    // the newest values
    internal Dictionary<string, double> Last(bool withValidation)
    {
        return _values.Where(v => withValidation || !v.Key.StartsWith("val_", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value[^1]);
    }

    internal void Add(string key, double value)
    {
        if (!_values.TryGetValue(key, out var list))
        {
            _values[key] = list = [];
        }

        list.Add(value);
    }
}

/// <summary>What Fit tells of an epoch that has ended.</summary>
/// <param name="Epoch">Number of the epoch, from 0.</param>
/// <param name="Epochs">Number of epochs asked for.</param>
/// <param name="Loss">Mean training loss of the epoch.</param>
/// <param name="ValidationLoss">Validation loss after the epoch, or null.</param>
public readonly record struct EpochProgress(int Epoch, int Epochs, double Loss, double? ValidationLoss)
{
    /// <summary>All values of the epoch by name: "loss", the metrics, and after a validation the same names with "val_" before them.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }
}
