using System.Globalization;

namespace Recurrent;

/// <summary>Initialisers from the text that they write into a file, such as <c>normal(0,0.1)</c>.</summary>
internal static class InitializerText
{
    public static Initializer Parse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? text : text[..open];
        double[] numbers = open < 0 || text.Length == open + 2 ? [] : [.. text[(open + 1)..^1].Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        return (name, numbers) switch
        {
            ("zeros", []) => Initializer.Zeros,
            ("ones", []) => Initializer.Ones,
            ("constant", [var value]) => Initializer.Constant(value),
            ("normal", [var mean, var deviation]) => Initializer.Normal(mean, deviation),
            ("uniform", [var low, var high]) => Initializer.Uniform(low, high),
            ("orthogonal", [var gain]) => Initializer.Orthogonal(gain),
            ("identity", [var gain]) => Initializer.Identity(gain),
            ("chrono", [var maxLag]) => Initializer.Chrono(maxLag),
            ("values", _) => Initializer.Values(numbers),
            ("glorot_uniform", []) => Initializer.GlorotUniform,
            ("glorot_normal", []) => Initializer.GlorotNormal,
            ("he_uniform", []) => Initializer.HeUniform,
            ("he_normal", []) => Initializer.HeNormal,
            _ => throw new InvalidDataException($"The file names the unknown initialiser \"{text}\"."),
        };
    }
}
