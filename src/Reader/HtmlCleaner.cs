using System.Text.RegularExpressions;
using Ganss.Xss;

namespace Reader;

/// <summary>
/// Lets through the HTML that text and tables need, and nothing that runs, loads from elsewhere, or could pass for a part
/// of the page: no scripts, styles, forms, frames, ids or remote pictures. An allow-list: what is not named is dropped.
/// </summary>
internal sealed partial class HtmlCleaner
{
    private static readonly string[] s_tags =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong",
        "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    ];

    private readonly HtmlSanitizer _sanitizer;

    public HtmlCleaner()
    {
        _sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(s_tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "align", "alt", "colspan", "href", "open", "rowspan", "scope", "src", "start", "style", "title",
            },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
            AllowedCssProperties = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "text-align" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "data" },
        });

        // Loads only from the page itself; links to elsewhere are the reader's to follow.
        _sanitizer.FilterUrl += (_, url) =>
        {
            var isPicture = url.Tag.LocalName == "img";
            if (isPicture ? !EmbeddedPicture().IsMatch(url.OriginalUrl) : url.OriginalUrl.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            {
                url.SanitizedUrl = null;
            }
        };
    }

    /// <summary>The HTML that may stand on a page. A header cell without words becomes a plain one, since it is no header of anything.</summary>
    public string Clean(string html) => EmptyHeader().Replace(_sanitizer.Sanitize(html), "<td></td>");

    [GeneratedRegex(@"<th[^>]*>\s*</th>")]
    private static partial Regex EmptyHeader();

    [GeneratedRegex(@"^data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*$")]
    private static partial Regex EmbeddedPicture();
}
