using System.Net;

namespace Reader.Pages;

/// <summary>What every page of the book has around its content. Complete without scripts, and never asks another host.</summary>
internal static class PageFrame
{
    // Ids of cells hold no dots, so the page's own cannot meet one.
    private const string MainId = "page.main";

    private const string Policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'";

    /// <param name="title">The page's title, as plain text.</param>
    /// <param name="up">The relative path to the book's folder: empty, or <c>../</c> for each level below it.</param>
    /// <param name="navigation">Links above and below the content.</param>
    /// <param name="main">The content.</param>
    /// <param name="head">What stands in the head in place of the book's own policy, where a server sends one.</param>
    public static string Wrap(string title, string up, string navigation, string main, string? head = null) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {head ?? $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">"}
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="stylesheet" href="{up}assets/temml.css">
        <link rel="stylesheet" href="{up}assets/book.css">
        </head>
        <body>
        <a class="skip" href="#{MainId}">Skip to content</a>
        <header>{navigation}</header>
        <main id="{MainId}">
        {main}
        </main>
        <footer>{navigation.Replace("aria-label=\"Chapters\"", "aria-label=\"Chapters, again\"")}</footer>
        </body>
        </html>

        """.ReplaceLineEndings("\n");
}
