using System.Numerics;

namespace Recurrent;

/// <summary>
/// A number that is reported beside the loss and that nothing is trained on: the mean over all rows of the value of each
/// row, without sample weights. Names are those of Keras.
/// </summary>
internal sealed class Metric
{
    private static readonly Dictionary<string, Measure> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mse"] = Measure.SquaredError,
        ["mean_squared_error"] = Measure.SquaredError,
        ["mae"] = Measure.AbsoluteError,
        ["mean_absolute_error"] = Measure.AbsoluteError,
        ["accuracy"] = Measure.Accuracy,
        ["acc"] = Measure.Accuracy,
    };

    private readonly Measure _measure;

    private Metric(string name, Measure measure)
    {
        Name = name;
        _measure = measure;
    }

    private enum Measure
    {
        SquaredError,
        AbsoluteError,
        Accuracy,
    }

    public string Name { get; }

    /// <summary>The metrics of the given names, each name once.</summary>
    public static Metric[] Named(IEnumerable<string>? names)
    {
        Metric[] metrics = [.. (names ?? []).Select(Find)];
        if (metrics.Select(m => m.Name).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The metric \"{twice.Key}\" is given twice; once is enough.", "metrics");
        }

        return metrics;
    }

    /// <summary>Whether more is better for values of this name, which may begin with val_.</summary>
    public static bool Rises(string name)
    {
        string plain = name.StartsWith("val_", StringComparison.Ordinal) ? name["val_".Length..] : name;
        return Known.TryGetValue(plain, out var measure) && measure == Measure.Accuracy;
    }

    /// <summary>
    /// Value of one row. A target of one number stands for every element of the prediction, or for accuracy is the number
    /// of the class; accuracy of a single output compares it with 1/2.
    /// </summary>
    public double Row<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_measure == Measure.Accuracy)
        {
            return Hit(target, prediction) ? 1 : 0;
        }

        double sum = 0;
        for (int k = 0; k < prediction.Length; k++)
        {
            double error = double.CreateTruncating(prediction[k]) - double.CreateTruncating(target[target.Length == 1 ? 0 : k]);
            sum += _measure == Measure.SquaredError ? error * error : Math.Abs(error);
        }

        return sum / prediction.Length;
    }

    private static Metric Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var measure)
            ? new Metric(name, measure)
            : throw new ArgumentException($"No metric is called \"{name}\"; known are {string.Join(", ", Known.Keys)}.", "metrics");
    }

    private static bool Hit<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (prediction.Length == 1)
        {
            return (prediction[0] > T.CreateTruncating(0.5) ? T.One : T.Zero) == target[0];
        }

        int largest = Largest(prediction);
        return target.Length == 1 ? target[0] == T.CreateTruncating(largest) : Largest(target) == largest;
    }

    // the first of equal ones
    private static int Largest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        for (int k = 1; k < values.Length; k++)
        {
            at = values[k] > values[at] ? k : at;
        }

        return at;
    }
}
