namespace Scripting.Charts;

/// <summary>Sorts the values of a histogram trace into bins of a round width, the same for all histograms on the same axes.</summary>
internal static class Histogram
{
    public static Column Count(Trace trace, IReadOnlyList<Trace> neighbours)
    {
        var isLying = IsLying(trace);
        var (across, along) = isLying ? (trace.Y, trace.X) : (trace.X, trace.Y);
        var samples = Samples(trace);
        if (across.Kind == AxisKind.Category)
        {
            var counts = samples.CountBy(value => value).OrderBy(pair => pair.Key).ToArray();
            return new Column(isLying, along, [.. counts.Select(pair => pair.Key)], Normalised(trace, [.. counts.Select(pair => (double)pair.Value)], samples.Length, 1));
        }

        var (start, size, count) = Bins(trace, [.. neighbours.Where(other => other.Type == "histogram").SelectMany(Samples)]);
        var bins = new double[count];
        foreach (var sample in samples)
        {
            var bin = (int)Math.Floor((sample - start) / size);
            if (bin >= 0 && bin < count)
            {
                bins[bin]++;
            }
        }

        var lengths = Normalised(trace, bins, samples.Length, size);
        return new Column(isLying, along, [.. Enumerable.Range(0, count).Select(i => Math.Round((start / size) + i + 0.5, 6) * size)], [.. lengths.Select(along.Scale)], 0, size);
    }

    public static bool IsLying(Trace trace) => trace.Source.At("orientation").Text() == "h" || Values.Read(trace.Source.At("x")) is null;

    private static double[] Samples(Trace trace)
    {
        var (axis, letter) = IsLying(trace) ? (trace.Y, "y") : (trace.X, "x");
        return Values.Read(trace.Source.At(letter)) is { } values ? [.. axis.Read(values).Where(double.IsFinite)] : [];
    }

    private static (double Start, double Size, int Count) Bins(Trace trace, double[] samples)
    {
        var letter = IsLying(trace) ? "y" : "x";
        var given = trace.Source.At(letter + "bins");
        if (samples.Length == 0)
        {
            return (0, 1, 0);
        }

        var (low, high) = (samples.Min(), samples.Max());
        var size = given.At("size").Number() ?? Size(trace.Source.At("nbins" + letter).Number(), samples, high - low);
        var isCounting = size == 1 && samples.All(double.IsInteger);
        var start = given.At("start").Number() ?? (Math.Floor(low / size) * size) - (isCounting ? 0.5 : 0);
        var end = given.At("end").Number() ?? high;
        var count = (int)Math.Floor((end - start) / size * (1 + 1e-12)) + (given.At("end").Number() is null ? 1 : 0);
        return (start, size, Math.Clamp(count, 1, 10_000));
    }

    // Scott's rule (width 2 sd / n^0.4, as Plotly has it), rounded up to 1, 2 or 5.
    private static double Size(double? bins, double[] samples, double range)
    {
        if (range == 0)
        {
            return 1;
        }

        var mean = samples.Average();
        var deviation = Math.Sqrt(samples.Average(value => (value - mean) * (value - mean)));
        return Ticks.RoundUp(bins is > 0 ? range / bins.Value : 2 * deviation / Math.Pow(samples.Length, 0.4));
    }

    private static double[] Normalised(Trace trace, double[] bins, int samples, double size)
    {
        var unit = trace.Source.At("histnorm").Text() switch
        {
            "percent" => 100.0 / samples,
            "probability" => 1.0 / samples,
            "density" => 1 / size,
            "probability density" => 1 / (samples * size),
            _ => 1,
        };
        return [.. bins.Select(n => n * unit)];
    }
}
