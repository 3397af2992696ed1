namespace Recurrent;

/// <summary>The optimisers by the names Keras knows them under.</summary>
internal static class OptimizerNames
{
    private static readonly Dictionary<string, Func<Optimizer>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["adam"] = () => new Adam(),
        ["sgd"] = () => new Sgd(),
        ["rmsprop"] = () => new RmsProp(),
        ["adamw"] = () => new AdamW(),
        ["adagrad"] = () => new Adagrad(),
    };

    public static Optimizer Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"No optimiser is called \"{name}\"; known are {string.Join(", ", Known.Keys)}.", nameof(name));
    }
}
