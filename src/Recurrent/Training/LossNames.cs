namespace Recurrent;

/// <summary>The losses by the names Keras knows them under.</summary>
internal static class LossNames
{
    private static readonly Dictionary<string, Func<Loss>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mse"] = () => new MeanSquaredError(),
        ["mean_squared_error"] = () => new MeanSquaredError(),
        ["mae"] = () => new MeanAbsoluteError(),
        ["mean_absolute_error"] = () => new MeanAbsoluteError(),
        ["huber"] = () => new Huber(),
        ["binary_crossentropy"] = () => new BinaryCrossEntropy(),
        ["categorical_crossentropy"] = () => new CategoricalCrossEntropy(),
        ["sparse_categorical_crossentropy"] = () => new SparseCategoricalCrossEntropy(),
    };

    public static Loss Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"No loss is called \"{name}\"; known are {string.Join(", ", Known.Keys)}.", nameof(name));
    }
}
