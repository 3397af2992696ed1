using System.Net;

namespace Reader.Pages;

/// <summary>What a page says of itself, and what surrounds its content.</summary>
/// <param name="Path">Its path in the book's folder, with slashes.</param>
/// <param name="Title">Its title, as plain text.</param>
/// <param name="Navigation">Links above and below the content.</param>
/// <param name="Other">The path of the page in the other language, or null if there is none.</param>
/// <param name="Head">What stands in the head in place of the book's own policy, where a server sends one.</param>
/// <param name="Base">The address of the book's folder, where the page does not know its own.</param>
internal sealed record PageSetting(string Path, string Title, string Navigation = "", string? Other = null, string? Head = null, string? Base = null)
{
    public PageLanguage Language => PageLanguage.Of(Path);

    /// <summary>The way to the book's folder: empty, or <c>../</c> for each level below it.</summary>
    public string Up => Base ?? string.Concat(Enumerable.Repeat("../", Path.Count(c => c == '/')));

    /// <summary>The address of another page from this one.</summary>
    public string To(string page) => Up + string.Join('/', page.Split('/').Select(Uri.EscapeDataString));
}

/// <summary>What every page of the book has around its content. Complete without scripts, and never asks another host.</summary>
internal static class PageFrame
{
    /// <summary>The element whose rules the chart library sets; a policy that lets it be empty lets the library set them.</summary>
    public const string ChartStyle = "<style id=\"plotly.js-style-global\"{0}></style>";

    // Ids of cells hold no dots, so the page's own cannot meet one.
    private const string MainId = "page.main";

    // The hash is that of a style element without text.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'none'";

    private static readonly string s_bookHead = $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n{string.Format(null, ChartStyle, "")}";

    /// <summary>The page.</summary>
    /// <param name="page">What it says of itself.</param>
    /// <param name="main">The content.</param>
    public static string Wrap(PageSetting page, string main)
    {
        var (words, up) = (page.Language.Words, page.Up);
        return $"""
            <!DOCTYPE html>
            <html lang="{page.Language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {page.Head ?? s_bookHead}
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(page.Title)}</title>
            <link rel="stylesheet" href="{up}assets/temml.css">
            <link rel="stylesheet" href="{up}assets/book.css">
            <script src="{up}assets/book.js"></script>
            <script src="{up}assets/charts.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#{MainId}">{words.SkipToContent}</a>
            <header>
            <div class="tools">{LanguageLink(page)}</div>
            {page.Navigation}
            </header>
            <main id="{MainId}">
            {main}
            </main>
            <footer>{page.Navigation.Replace($"aria-label=\"{words.Chapters}\"", $"aria-label=\"{words.ChaptersAgain}\"", StringComparison.Ordinal)}</footer>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string LanguageLink(PageSetting page) => page.Other is not { } other ? ""
        : $"<a class=\"language\" lang=\"{PageLanguage.Of(other).Tag}\" hreflang=\"{PageLanguage.Of(other).Tag}\" href=\"{page.To(other)}\">{PageLanguage.Of(other).Name}</a>";
}
