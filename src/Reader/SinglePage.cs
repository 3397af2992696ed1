using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Notebooks;
using Reader.Diagrams;
using Reader.Pages;

namespace Reader;

/// <summary>A notebook as one page that needs no other file: the page of the book, with the styles, scripts and fonts that it uses inside.</summary>
public static partial class SinglePage
{
    private const string ChartScript = "charts.js";
    private const string ChartLibrary = "plotly.min.js";

    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook; its stored outputs are shown.</param>
    /// <param name="output">Where the page will stand: links to other files lead there from it.</param>
    /// <exception cref="ExportException">The page cannot show something of the notebook, such as a formula with an unknown command.</exception>
    public static string Html(NotebookDocument notebook, string output)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var chapter = new BookChapter(notebook, Path.GetFileNameWithoutExtension(output) + ".html");
        var problems = new List<PageProblem>();
        var links = new BookLinks(Path.GetDirectoryName(Path.GetFullPath(output))!, [chapter]);
        var page = new PageRenderer(links).Chapter(chapter, problems);
        if (problems.FirstOrDefault() is { } problem)
        {
            throw new ExportException(notebook, problem.Cell, problem.Line, $"{problem.Kind}: {problem.Message}");
        }

        return WithAssets(page.ToHtml(null, null));
    }

    // Links to assets become their text; the page's policy lets in these and nothing else.
    private static string WithAssets(string html)
    {
        var (isMath, hasCharts) = (html.Contains("<math", StringComparison.Ordinal), html.Contains("class=\"plot\"", StringComparison.Ordinal));
        var (hashes, deferred) = (new List<string>(), new StringBuilder());
        html = Navigation().Replace(html, "");
        html = StyleLink().Replace(html, link => Style(link.Groups["name"].Value, isMath));
        html = ScriptLink().Replace(html, link =>
        {
            // A script inside of the page cannot be deferred, but can stand at its end; charts need their library before them.
            var name = link.Groups["name"].Value;
            string[] scripts = name != ChartScript ? [name] : hasCharts ? [ChartLibrary, name] : [];
            var text = string.Concat(scripts.Select(script => Script(script, hashes)));
            deferred.Append(link.Groups["defer"].Success ? text : "");
            return link.Groups["defer"].Success ? "" : text;
        });
        var policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
            + (hashes.Count > 0 ? $"; script-src {string.Join(' ', hashes)}" : "");
        html = Policy().Replace(html, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">", 1);
        var end = html.LastIndexOf("</body>", StringComparison.Ordinal);
        return html.Insert(end, deferred.ToString());
    }

    private static string Script(string name, List<string> hashes)
    {
        // What would end the element, or begin a comment of it, is written otherwise.
        var text = Assets.ReadText(name).ReplaceLineEndings("\n").Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "<\\!--", StringComparison.Ordinal);
        hashes.Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
        return $"<script>{text}</script>\n";
    }

    private static string Style(string name, bool isMath)
    {
        if (name == "temml.css" && !isMath)
        {
            return "";
        }

        // A font can be inside of the page only as data.
        var css = FontAddress().Replace(Assets.ReadText(name), font => $"url(\"data:font/woff2;base64,{Base64(font.Groups["name"].Value)}\")");
        return $"<style>\n{(isMath ? css : MathFont().Replace(css, ""))}</style>";
    }

    private static string Base64(string name)
    {
        using var content = new MemoryStream();
        using var asset = Assets.Open(name);
        asset.CopyTo(content);
        return Convert.ToBase64String(content.ToArray());
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(\.\./)*assets/(?<name>[\w.-]+)">""")]
    private static partial Regex StyleLink();

    [GeneratedRegex("""<script src="(\.\./)*assets/(?<name>[\w.-]+)"(?<defer> defer)?></script>""")]
    private static partial Regex ScriptLink();

    [GeneratedRegex("""<meta http-equiv="Content-Security-Policy" content="[^"]*">""")]
    private static partial Regex Policy();

    // There are no other chapters to go to.
    [GeneratedRegex("""<nav aria-label="[^"]*"><span></span><a class="contents"[^>]*>[^<]*</a><span></span></nav>""")]
    private static partial Regex Navigation();

    [GeneratedRegex("""url\(["'](?<name>[\w.-]+\.woff2)["']\)""")]
    private static partial Regex FontAddress();

    [GeneratedRegex("""@font-face\s*\{[^}]*Math[^}]*\}""")]
    private static partial Regex MathFont();
}
