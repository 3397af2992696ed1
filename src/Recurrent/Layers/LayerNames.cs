namespace Recurrent;

/// <summary>Names of the layers of a model: those given, otherwise the type's with a number from the second on.</summary>
internal static class LayerNames
{
    public static string[] For(IReadOnlyList<Layer> layers)
    {
        var names = new string[layers.Count];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < layers.Count; k++)
        {
            string name = layers[k].Name ?? layers[k].BaseName;
            int count = seen.GetValueOrDefault(name);
            seen[name] = count + 1;
            if (count > 0 && layers[k].Name is not null)
            {
                throw new ArgumentException($"Two layers are called \"{name}\"; give each a name of its own.", nameof(layers));
            }

            names[k] = count == 0 ? name : $"{name}_{count}";
        }

        return names;
    }
}
