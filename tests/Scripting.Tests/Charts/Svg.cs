using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

/// <summary>Pictures as tests look at them: parsed XML, texts, and paths turned back into absolute points.</summary>
internal static class Svg
{
    public static JsonObject Figure(string data, string layout = "{}") =>
        new() { ["data"] = JsonNode.Parse(data), ["layout"] = JsonNode.Parse(layout) };

    public static XElement Render(string data, string layout = "{}") => XElement.Parse(PlotlySvg.Render(Figure(data, layout)));

    public static IEnumerable<XElement> All(this XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    public static IReadOnlyList<string> Texts(this XElement svg) => [.. svg.All("text").Select(text => text.Value)];

    public static string? Get(this XElement element, string name) => element.Attribute(name)?.Value;

    /// <summary>The data line of a figure: the first path with this stroke.</summary>
    public static XElement Stroke(this XElement svg, string colour) => svg.All("path").First(path => path.Get("stroke") == colour);

    /// <summary>The open lines of a path with commands M, l, h, v and z, in absolute coordinates.</summary>
    public static List<List<(double X, double Y)>> Lines(this XElement path)
    {
        var (lines, d, at) = (new List<List<(double X, double Y)>>(), path.Get("d")!, 0);
        double x = 0, y = 0;
        while (at < d.Length)
        {
            var command = d[at++];
            if (command == 'M')
            {
                (x, y) = (Read(), Read());
                lines.Add([(x, y)]);
            }

            while (command is 'l' or 'h' or 'v' && at < d.Length && !char.IsLetter(d[at]))
            {
                x += command is 'l' or 'h' ? Read() : 0;
                y += command is 'l' or 'v' ? Read() : 0;
                lines[^1].Add((x, y));
            }
        }

        return lines;

        double Read()
        {
            var start = at;
            at += d[at] is '-' or ' ' ? 1 : 0;
            while (at < d.Length && (char.IsDigit(d[at]) || (d[at] == '.' && !d[start..at].Contains('.'))))
            {
                at++;
            }

            return double.Parse(d[start..at], CultureInfo.InvariantCulture);
        }
    }
}
