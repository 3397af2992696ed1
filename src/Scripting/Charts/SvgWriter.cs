using System.Globalization;
using System.Text;

namespace Scripting.Charts;

/// <summary>Writes SVG elements with presentation attributes only. Lengths are rounded to a tenth of a pixel.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder text = new();

    public void Open(string name, params (string Name, object? Value)[] attributes)
    {
        Tag(name, attributes);
        text.Append('>');
    }

    public void Close(string name) => text.Append("</").Append(name).Append('>');

    public void Element(string name, params (string Name, object? Value)[] attributes)
    {
        Tag(name, attributes);
        text.Append("/>");
    }

    public void Element(string name, string content)
    {
        Open(name);
        Content(content);
        Close(name);
    }

    public void Content(string content) => text.Append(Escape(content));

    public void Line(Point from, Point to, Colour colour, double width, string? dash = null) => Element(
        "line",
        ("x1", from.X),
        ("y1", from.Y),
        ("x2", to.X),
        ("y2", to.Y),
        ("stroke", colour.Hex),
        ("stroke-opacity", Opacity(colour)),
        ("stroke-width", width),
        ("stroke-dasharray", dash));

    public void Path(PathData path, Colour? fill, Colour? stroke = null, double width = 1, string? dash = null, string? cap = null)
    {
        if (path.IsEmpty)
        {
            return;
        }

        Element(
            "path",
            ("d", path.ToString()),
            ("fill", fill?.Hex ?? "none"),
            ("fill-opacity", fill is { } inside ? Opacity(inside) : null),
            ("stroke", stroke?.Hex),
            ("stroke-opacity", stroke is { } line ? Opacity(line) : null),
            ("stroke-width", stroke is null ? null : width),
            ("stroke-dasharray", dash),
            ("stroke-linecap", cap),
            ("stroke-linejoin", stroke is null ? null : "round"));
    }

    public override string ToString() => text.ToString();

    /// <summary>The shortest text for a number rounded to tenths (or to the given decimals).</summary>
    public static string Number(double value, int decimals = 1)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString(CultureInfo.InvariantCulture);
    }

    private static string? Opacity(Colour colour) => colour.A >= 1 ? null : Number(colour.A, 3);

    private void Tag(string name, (string Name, object? Value)[] attributes)
    {
        text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
        {
            var content = value switch
            {
                null => null,
                double number => Number(number),
                int number => number.ToString(CultureInfo.InvariantCulture),
                _ => Escape(value.ToString()!),
            };
            if (content is not null)
            {
                text.Append(' ').Append(key).Append("=\"").Append(content).Append('"');
            }
        }
    }

    // Characters that XML 1.0 does not allow at all are left out.
    private static string Escape(string content)
    {
        var escaped = new StringBuilder(content.Length);
        foreach (var c in content.EnumerateRunes())
        {
            _ = c.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                0xfffe or 0xffff => escaped,
                < 0x20 and not ('\t' or '\n' or '\r') => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
