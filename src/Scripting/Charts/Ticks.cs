using System.Globalization;

namespace Scripting.Charts;

/// <summary>A mark on an axis; a minor one has no label.</summary>
internal readonly record struct Tick(double Value, string Label, bool IsMinor = false);

/// <summary>Chooses round values for number and logarithmic axes.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten between the two ends, about <paramref name="count"/> of them.</summary>
    public static List<Tick> Linear(double from, double to, int count, double? step = null, double origin = 0, string? format = null)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        if (!(high > low))
        {
            return [];
        }

        var size = step is > 0 && (high - low) / step.Value <= 1000 ? step.Value : Step(low, high, count);
        var slack = (high - low) * 1e-9;
        var ticks = new List<Tick>();
        for (var k = Math.Ceiling((low - slack - origin) / size); origin + (k * size) <= high + slack; k++)
        {
            var value = origin + (k * size);
            ticks.Add(new Tick(value, format is null ? NumberText.ForStep(value, size) : NumberText.Format(value, format)));
        }

        return ticks;
    }

    /// <summary>Decades between two exponents of ten; with few decades also 2 and 5, with very few the values themselves.</summary>
    public static List<Tick> Log(double from, double to, int count, string? format = null)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        var decades = (int)Math.Floor(high + 1e-9) - (int)Math.Ceiling(low - 1e-9) + 1;
        if (decades < 2 && high - low < 1.5)
        {
            return Within(low, high, count, format);
        }

        var stride = (int)Math.Max(1, NiceStride((high - low) / Math.Max(1, count)));
        var isPlain = low > -3.7 && high < 4.7;
        var ticks = new List<Tick>();
        for (var exponent = (int)Math.Floor(low); exponent <= high + 1e-9; exponent++)
        {
            var label = format is not null ? NumberText.Format(Math.Pow(10, exponent), format)
                : isPlain ? Plain(Math.Pow(10, exponent)) : NumberText.PowerOfTen(exponent);
            Add(ticks, exponent, exponent % stride == 0 ? label : null, low, high);
            for (var digit = 2; digit <= 9 && stride == 1 && high - low <= 8; digit++)
            {
                var isLabelled = isPlain && format is null && digit is (2 or 5) && high - low <= count / 3.0;
                Add(ticks, exponent + Math.Log10(digit), isLabelled ? Plain(digit * Math.Pow(10, exponent)) : null, low, high);
            }
        }

        return ticks;
    }

    /// <summary>The smallest of 1, 2, 5 and 10 times a power of ten that is not below the rough step.</summary>
    public static double RoundUp(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var leading = rough / power;
        return power * (leading <= 1 + 1e-9 ? 1 : leading <= 2 + 1e-9 ? 2 : leading <= 5 + 1e-9 ? 5 : 10);
    }

    // One or two labels do not make a scale: then the next finer step.
    private static double Step(double low, double high, int count)
    {
        var step = RoundUp((high - low) / Math.Max(1, count));
        var few = Math.Floor(high / step) - Math.Ceiling(low / step) + 1 < 3;
        return few && count > 2 ? RoundUp(step * 0.45) : step;
    }

    private static double NiceStride(double rough) => rough <= 1 ? 1 : rough <= 2 ? 2 : rough <= 3 ? 3 : RoundUp(rough);

    // Less than two decades: ticks at round values of the number itself.
    private static List<Tick> Within(double low, double high, int count, string? format)
    {
        var (a, b) = (Math.Pow(10, low), Math.Pow(10, high));
        return [.. Linear(a, b, count, format: format).Where(tick => tick.Value > 0).Select(tick => tick with { Value = Math.Log10(tick.Value) })];
    }

    private static void Add(List<Tick> ticks, double at, string? label, double low, double high)
    {
        if (at >= low - 1e-9 && at <= high + 1e-9)
        {
            ticks.Add(new Tick(at, label ?? "", label is null));
        }
    }

    private static string Plain(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
