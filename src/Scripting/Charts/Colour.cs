using System.Globalization;

namespace Scripting.Charts;

/// <summary>A colour with opacity. Parts are 0 to 255, <paramref name="A"/> is 0 to 1.</summary>
internal readonly record struct Colour(byte R, byte G, byte B, double A = 1)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["black"] = "#000000",
        ["white"] = "#ffffff",
        ["gray"] = "#808080",
        ["grey"] = "#808080",
        ["lightgray"] = "#d3d3d3",
        ["lightgrey"] = "#d3d3d3",
        ["darkgray"] = "#a9a9a9",
        ["red"] = "#ff0000",
        ["darkred"] = "#8b0000",
        ["firebrick"] = "#b22222",
        ["crimson"] = "#dc143c",
        ["green"] = "#008000",
        ["darkgreen"] = "#006400",
        ["seagreen"] = "#2e8b57",
        ["blue"] = "#0000ff",
        ["darkblue"] = "#00008b",
        ["steelblue"] = "#4682b4",
        ["royalblue"] = "#4169e1",
        ["orange"] = "#ffa500",
        ["darkorange"] = "#ff8c00",
        ["gold"] = "#ffd700",
        ["goldenrod"] = "#daa520",
        ["yellow"] = "#ffff00",
        ["purple"] = "#800080",
        ["magenta"] = "#ff00ff",
        ["teal"] = "#008080",
        ["cyan"] = "#00ffff",
        ["brown"] = "#a52a2a",
        ["pink"] = "#ffc0cb",
        ["transparent"] = "#00000000",
    };

    /// <summary>Text and axes: 4.5:1 on white and 4.1:1 on near black.</summary>
    public static readonly Colour Ink = Parse("#767676")!.Value;

    /// <summary>Series colours, each at least 3:1 on white and on near black.</summary>
    public static readonly Colour[] Palette =
        [.. new[] { "#1f7fc4", "#d55e00", "#0f9b72", "#c2579a", "#a67c00", "#7b6fd6", "#c24b4b", "#5f8a94" }.Select(text => Parse(text)!.Value)];

    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Relative luminance as WCAG 2 defines it, 0 to 1.</summary>
    public double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    public Colour WithOpacity(double opacity) => this with { A = A * opacity };

    public static Colour Mix(Colour a, Colour b, double t) => new(Part(a.R, b.R, t), Part(a.G, b.G, t), Part(a.B, b.B, t), a.A + (t * (b.A - a.A)));

    /// <summary>Reads <c>#rgb</c>, <c>#rrggbb</c>, <c>#rrggbbaa</c>, <c>rgb(…)</c>, <c>rgba(…)</c> and common names; null for anything else.</summary>
    public static Colour? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        text = Names.GetValueOrDefault(text.Trim(), text.Trim());

        if (text.StartsWith('#'))
        {
            var hex = text.Length == 4 ? string.Concat(text[1..].Select(digit => new string(digit, 2))) : text[1..];
            return hex.Length is 6 or 8 && uint.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
                ? hex.Length == 8 ? FromBits(bits >> 8, (bits & 255) / 255.0) : FromBits(bits, 1)
                : null;
        }

        return text.StartsWith("rgb", StringComparison.Ordinal) && text.EndsWith(')') ? ParseFunction(text[(text.IndexOf('(') + 1)..^1]) : null;
    }

    private static Colour? ParseFunction(string arguments)
    {
        var parts = arguments.Split(',').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return parts.Length is 3 or 4 && parts.All(double.IsFinite)
            ? new Colour(ToByte(parts[0]), ToByte(parts[1]), ToByte(parts[2]), parts.Length == 4 ? Math.Clamp(parts[3], 0, 1) : 1)
            : null;
    }

    private static Colour FromBits(uint bits, double opacity) => new((byte)(bits >> 16), (byte)(bits >> 8), (byte)bits, opacity);

    private static byte ToByte(double part) => (byte)Math.Clamp(Math.Round(part), 0, 255);

    private static byte Part(byte a, byte b, double t) => ToByte(a + (t * (b - a)));

    private static double Linear(byte part)
    {
        var c = part / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
