using System.Net;
using System.Text.RegularExpressions;

namespace Scripting.Charts;

/// <summary>Text in Plotly's small markup (<c>br b i sub sup</c>), measured roughly and written as <c>text</c> elements.</summary>
internal sealed partial class RichText
{
    public const double LineHeight = 1.3;
    private const double SmallSize = 0.72;
    private readonly List<List<Run>> lines = [[]];

    private RichText(string markup)
    {
        var (bold, italic, shift) = (false, false, 0);
        foreach (var part in Tags().Split(markup.ReplaceLineEndings("<br>")))
        {
            switch (part.ToLowerInvariant())
            {
                case "<br>" or "<br/>" or "<br />":
                    lines.Add([]);
                    break;
                case "<b>" or "</b>":
                    bold = part[1] != '/';
                    break;
                case "<i>" or "</i>" or "<em>" or "</em>":
                    italic = part[1] != '/';
                    break;
                case "<sup>":
                    shift = 1;
                    break;
                case "<sub>":
                    shift = -1;
                    break;
                case "</sup>" or "</sub>":
                    shift = 0;
                    break;
                case var tag when tag.Length == 0 || Tags().IsMatch(tag):
                    break;
                default:
                    lines[^1].Add(new Run(WebUtility.HtmlDecode(part), bold, italic, shift));
                    break;
            }
        }
    }

    private sealed record Run(string Text, bool Bold, bool Italic, int Shift);

    public int LineCount => lines.Count;

    public static RichText Parse(string markup) => new(markup);

    /// <summary>The words alone, for titles and descriptions.</summary>
    public static string Plain(string markup) => string.Join(" ", Parse(markup).lines.Select(line => string.Concat(line.Select(run => run.Text))));

    /// <summary>Breaks plain text into lines no wider than <paramref name="width"/>.</summary>
    public static string Wrap(string markup, double size, double width)
    {
        if (Parse(markup).Width(size) <= width)
        {
            return markup;
        }

        List<string> rows = [""];
        foreach (var word in markup.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = rows[^1].Length == 0 ? word : $"{rows[^1]} {word}";
            if (rows[^1].Length > 0 && Parse(longer).Width(size) > width)
            {
                rows.Add(word);
            }
            else
            {
                rows[^1] = longer;
            }
        }

        return string.Join("<br>", rows);
    }

    public double Width(double size) => lines.Max(line => line.Sum(run =>
        run.Text.EnumerateRunes().Sum(c => Advance(c.Value)) * size * (run.Shift == 0 ? 1 : SmallSize) * (run.Bold ? 1.06 : 1)));

    public double Height(double size) => lines.Count * size * LineHeight;

    /// <summary>Writes the lines with their block's middle (0.5), top (0) or bottom (1) at <paramref name="at"/>.</summary>
    public void Write(SvgWriter svg, Point at, double size, Colour colour, string anchor = "start", double vertical = 0.5, double angle = 0, bool bold = false)
    {
        var top = at.Y - (vertical * Height(size)) + (size * ((LineHeight / 2) + 0.35));
        for (var i = 0; i < lines.Count; i++)
        {
            var y = top + (i * size * LineHeight);
            svg.Open(
                "text",
                ("x", at.X),
                ("y", y),
                ("font-size", size),
                ("fill", colour.Hex),
                ("fill-opacity", colour.A < 1 ? SvgWriter.Number(colour.A, 2) : null),
                ("text-anchor", anchor == "start" ? null : anchor),
                ("font-weight", bold ? "bold" : null),
                ("transform", angle == 0 ? null : $"rotate({SvgWriter.Number(angle)} {SvgWriter.Number(at.X)} {SvgWriter.Number(at.Y)})"));
            WriteRuns(svg, lines[i], size);
            svg.Close("text");
        }
    }

    private static void WriteRuns(SvgWriter svg, List<Run> runs, double size)
    {
        var raised = 0.0;
        foreach (var run in runs)
        {
            var level = run.Shift switch { 1 => -0.4 * size, -1 => 0.2 * size, _ => 0 };
            var isPlain = run is { Bold: false, Italic: false } && level == raised && level == 0;
            if (!isPlain)
            {
                svg.Open(
                    "tspan",
                    ("dy", level == raised ? null : level - raised),
                    ("font-size", run.Shift == 0 ? null : size * SmallSize),
                    ("font-weight", run.Bold ? "bold" : null),
                    ("font-style", run.Italic ? "italic" : null));
            }

            svg.Content(run.Text);
            raised = level;
            if (!isPlain)
            {
                svg.Close("tspan");
            }
        }
    }

    // Widths of a common sans-serif, in em.
    private static double Advance(int c) => c switch
    {
        ' ' or '.' or ',' or ':' or ';' or '!' or '|' or '\'' or 'i' or 'j' or 'l' or 'I' => 0.26,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.34,
        'm' or 'M' or 'W' or '%' or '@' => 0.87,
        'w' => 0.73,
        >= 'A' and <= 'Z' => 0.69,
        'c' or 'k' or 's' or 'v' or 'x' or 'y' or 'z' => 0.5,
        < 0x2000 => 0.56,
        >= 0x2e80 => 1,
        _ => 0.58,
    };

    [GeneratedRegex("(</?[a-zA-Z][^<>]*>)")]
    private static partial Regex Tags();
}
