using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Notebooks;

/// <summary>
/// Compares HTML and SVG: the same elements with the same attributes and texts, the numbers in them within the tolerance.
/// Lengths of an SVG are rounded to a tenth of a pixel, so one step of that is no difference.
/// </summary>
internal sealed class MarkupComparer(TextComparer texts, ImageComparer images)
{
    private const string SvgNamespace = "http://www.w3.org/2000/svg";
    private const double PixelStep = 0.1 + 1e-6;

    private static readonly string[] s_links = ["href", "xlink:href", "src"];

    /// <summary>The first difference: the element it is in, and both values; null if there is none.</summary>
    public string? Difference(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        var parser = new HtmlParser();
        var (left, right) = (parser.ParseDocument("<body>" + expected).Body!, parser.ParseDocument("<body>" + actual).Body!);
        return Children(left, right, "");
    }

    private string? Children(IElement expected, IElement actual, string path)
    {
        var (left, right) = (Content(expected), Content(actual));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var (stored, now) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            var difference = (stored, now) switch
            {
                (IElement a, IElement b) when a.LocalName == b.LocalName => Element(a, b, PathOf(path, a)),
                (IText a, IText b) => texts.Difference(Words(a), Words(b)) is { } found ? $"{Place(path)}: {found}" : null,
                _ => $"{Place(path)}: stored {Shown(stored)}, now {Shown(now)}",
            };
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Element(IElement expected, IElement actual, string path)
    {
        foreach (var name in expected.Attributes.Concat(actual.Attributes).Select(attribute => attribute.Name).Distinct(StringComparer.Ordinal))
        {
            var (stored, now) = (expected.GetAttribute(name), actual.GetAttribute(name));
            if (stored is null || now is null || !IsSame(expected, name, stored, now))
            {
                return $"{path} @{name}: stored {TextComparer.Quote(stored)}, now {TextComparer.Quote(now)}";
            }
        }

        return Children(expected, actual, path);
    }

    private bool IsSame(IElement element, string attribute, string stored, string now)
    {
        if (stored == now)
        {
            return true;
        }

        if (s_links.Contains(attribute) && images.DataUriDifference(stored, now, out var difference))
        {
            return difference is null;
        }

        return element.NamespaceUri == SvgNamespace && IsLength(attribute)
            ? TextComparer.IsClose(stored, now, (a, b) => texts.IsClose(TextComparer.Parse(a), TextComparer.Parse(b), PixelStep))
            : texts.IsSame(stored, now);
    }

    private static bool IsLength(string attribute) => attribute is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" or "r" or "rx" or "ry"
        or "width" or "height" or "dx" or "dy" or "d" or "points" or "transform" or "viewBox" or "textLength";

    private static INode[] Content(IElement element) => [.. element.ChildNodes.Where(node => node is IElement || (node is IText text && !string.IsNullOrWhiteSpace(text.Data)))];

    private static string Words(IText text) => text.ParentElement?.LocalName is "pre" or "script" or "style" or "textarea" ? text.Data : text.Data.Trim();

    private static string Place(string path) => path.Length == 0 ? "at the top" : path;

    private static string PathOf(string path, IElement element)
    {
        var same = element.ParentElement!.Children.Where(child => child.LocalName == element.LocalName).ToArray();
        var step = same.Length == 1 ? element.LocalName : $"{element.LocalName}[{Array.IndexOf(same, element) + 1}]";
        return path.Length == 0 ? step : $"{path}/{step}";
    }

    private static string Shown(INode? node) => node switch
    {
        null => "nothing",
        IElement element => $"<{element.LocalName}>",
        _ => TextComparer.Quote(((IText)node).Data.Trim()),
    };
}
