namespace Recurrent;

/// <summary>The losses by the names Keras knows them under.</summary>
internal static class LossNames
{
    private static readonly Dictionary<string, Func<Loss>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mse"] = () => new MeanSquaredError(),
        ["mean_squared_error"] = () => new MeanSquaredError(),
    };

    public static Loss Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"No loss is called \"{name}\"; known are {string.Join(", ", Known.Keys)}.", nameof(name));
    }
}
