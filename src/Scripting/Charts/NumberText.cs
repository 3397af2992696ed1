using System.Globalization;

namespace Scripting.Charts;

/// <summary>Writes tick labels and cell values: plain decimals, powers of ten, and the common d3 formats.</summary>
internal static class NumberText
{
    private const string Minus = "\u2212";

    /// <summary>A number as a multiple of <paramref name="step"/>, with just the decimals that the step needs.</summary>
    public static string ForStep(double value, double step)
    {
        if (Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }

        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        var stepExponent = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (exponent >= 7 || exponent < -4)
        {
            return Scientific(value, Math.Max(0, exponent - stepExponent));
        }

        return Sign(value.ToString($"N{Math.Max(0, DecimalsOf(step))}", CultureInfo.InvariantCulture));
    }

    /// <summary>About three significant digits, for descriptions.</summary>
    public static string Short(double value) => value == 0 ? "0" : Math.Abs(value) is >= 1e7 or (< 1e-3 and > 0)
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 100 ? value.ToString("0.#", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    public static string PowerOfTen(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => $"10<sup>{Sign(exponent.ToString(CultureInfo.InvariantCulture))}</sup>",
    };

    /// <summary>d3 formats <c>[,][.n](f|e|%|g|d|s)</c>; anything else as the general format.</summary>
    public static string Format(double value, string format)
    {
        var kind = format.Length > 0 ? format[^1] : 'g';
        var point = format.IndexOf('.', StringComparison.Ordinal);
        var digits = point >= 0 && int.TryParse(format.AsSpan(point + 1, format.Length - point - (char.IsLetter(kind) || kind == '%' ? 2 : 1)), out var n) ? n : -1;
        var grouped = format.Contains(',', StringComparison.Ordinal);
        return kind switch
        {
            'f' => Sign(value.ToString($"{(grouped ? 'N' : 'F')}{(digits < 0 ? 6 : digits)}", CultureInfo.InvariantCulture)),
            '%' => Sign((value * 100).ToString($"F{(digits < 0 ? 6 : digits)}", CultureInfo.InvariantCulture)) + "%",
            'e' => Scientific(value, digits < 0 ? 6 : digits),
            'd' => Sign(value.ToString(grouped ? "N0" : "F0", CultureInfo.InvariantCulture)),
            's' => Sign(SiPrefixed(value, digits < 0 ? 6 : digits)),
            _ => Sign(value.ToString(digits > 0 ? $"G{digits}" : "G6", CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>Decimals needed to tell multiples of a step apart: 0.25 needs two.</summary>
    private static int DecimalsOf(double step)
    {
        for (var decimals = 0; decimals < 12; decimals++)
        {
            var scaled = step * Math.Pow(10, decimals);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6 * scaled)
            {
                return decimals;
            }
        }

        return 12;
    }

    private static string Scientific(double value, int decimals)
    {
        if (value == 0)
        {
            return "0";
        }

        var parts = value.ToString($"E{decimals}", CultureInfo.InvariantCulture).Split('E');
        var power = PowerOfTen(int.Parse(parts[1], CultureInfo.InvariantCulture));
        return parts[0] == "1" ? power : $"{Sign(parts[0])}\u00d7{power}";
    }

    private static string SiPrefixed(double value, int digits)
    {
        string[] prefixes = ["n", "\u00b5", "m", "", "k", "M", "G", "T"];
        var group = value == 0 ? 0 : Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(value)) / 3), -3, 4);
        return (value / Math.Pow(1000, group)).ToString($"G{Math.Max(1, digits)}", CultureInfo.InvariantCulture) + prefixes[group + 3];
    }

    private static string Sign(string number) => number.Replace("-", Minus, StringComparison.Ordinal);
}
