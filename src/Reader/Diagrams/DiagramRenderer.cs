using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Reader.Diagrams;

/// <summary>
/// Draws Mermaid diagrams as SVG, by a script engine when the page is made. What the script draws is copied element by element, so
/// that a page holds shapes and words of it and nothing else. Its colours are variables of the page's style.
/// </summary>
internal static class DiagramRenderer
{
    /// <summary>The type of a diagram's output.</summary>
    public const string MediaType = "text/vnd.mermaid";

    /// <summary>How many characters a diagram may have; layouts of longer ones take too long.</summary>
    private const int Limit = 5000;

    private const string Function = "function draw(text) { return renderMermaidSVG(text, { transparent: true, font: 'sans-serif', padding: 8 }); }";

    private static readonly HashSet<string> s_elements = ["svg", "g", "defs", "marker", "polyline", "polygon", "path", "line", "rect", "circle", "ellipse", "text", "tspan"];

    private static readonly HashSet<string> s_attributes =
    [
        "viewBox", "width", "height", "id", "markerWidth", "markerHeight", "refX", "refY", "orient", "points", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
        "rx", "ry", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray", "marker-start", "marker-end", "text-anchor", "font-size", "font-weight", "dy", "transform",
    ];

    // One for the process: it takes seconds to load.
    private static readonly Lazy<Engine> s_engine = new(CreateEngine);
    private static readonly Dictionary<string, string?> s_drawn = new(StringComparer.Ordinal);
    private static readonly Lock s_gate = new();

    /// <summary>The picture, or null if the diagram cannot be drawn: its text then has to do.</summary>
    /// <param name="diagram">The diagram's text.</param>
    /// <param name="name">What the picture is called, for those who do not see it.</param>
    public static string? Svg(string diagram, string name)
    {
        lock (s_gate)
        {
            if (!s_drawn.TryGetValue(diagram, out var drawn))
            {
                s_drawn[diagram] = drawn = diagram.Length > Limit ? null : Draw(diagram);
            }

            return drawn?.Replace("<svg ", $"<svg role=\"img\" aria-label=\"{WebUtility.HtmlEncode(name)}\" ", StringComparison.Ordinal);
        }
    }

    /// <summary>Loads the script engine, which takes longer than most diagrams.</summary>
    public static void WarmUp() => Svg("graph LR\n  A --> B", "");

    private static string? Draw(string diagram)
    {
        try
        {
            var svg = XElement.Parse(s_engine.Value.Invoke("draw", diagram).AsString());
            return Copied(svg)?.ToString(SaveOptions.DisableFormatting);
        }
        catch (Exception e) when (e is JintException or TimeoutException or XmlException)
        {
            return null;
        }
    }

    private static XElement? Copied(XElement element)
    {
        if (!s_elements.Contains(element.Name.LocalName))
        {
            return null;
        }

        var attributes = element.Attributes().Where(attribute => attribute.Name.Namespace == XNamespace.None && s_attributes.Contains(attribute.Name.LocalName) && !LeadsElsewhere(attribute.Value))
            .Select(attribute => new XAttribute(attribute.Name, Own(attribute)));
        var content = element.Nodes().Select(node => node switch
        {
            XElement child => Copied(child),
            XText text => (object)text.Value,
            _ => null,
        });
        return new XElement(element.Name.LocalName, attributes, content);
    }

    private static bool LeadsElsewhere(string value) =>
        value.Replace("url(#", "", StringComparison.Ordinal) is var rest && (rest.Contains("url", StringComparison.OrdinalIgnoreCase) || rest.Contains('\\', StringComparison.Ordinal));

    // Ids of cells hold no dots, so that those of a diagram meet none of them.
    private static string Own(XAttribute attribute) =>
        attribute.Name.LocalName == "id" ? "diagram." + attribute.Value : attribute.Value.Replace("url(#", "url(#diagram.", StringComparison.Ordinal);

    // What the script expects a browser to have; it waits for nothing.
    private static Engine CreateEngine() => new Engine(options => options.LimitRecursion(2000).TimeoutInterval(TimeSpan.FromMinutes(1)))
        .SetValue("atob", new Func<string, string>(text => Encoding.Latin1.GetString(Convert.FromBase64String(text))))
        .Execute("var window = globalThis; var setTimeout = () => 0; var console = { log() {}, warn() {}, error() {} };")
        .Execute(Assets.ReadText("mermaid.min.js"))
        .Execute(Function);
}
