using System.Collections.Concurrent;
using Notebooks;
using Reader.Pages;

namespace Reader.Serving;

/// <summary>The titles of notebooks, read again only when their files change.</summary>
internal static class NotebookTitles
{
    // A file this large is not opened for its title.
    private const long MaxSize = 32 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, (DateTime Written, Heading? Title)> s_known = new(StringComparer.Ordinal);

    /// <summary>The first heading of the notebook, or null where it has none or cannot be read; its page says why.</summary>
    public static Heading? Of(string file, MarkdownHtml markdown)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.Length > MaxSize)
        {
            return null;
        }

        if (s_known.TryGetValue(file, out var known) && known.Written == info.LastWriteTimeUtc)
        {
            return known.Title;
        }

        var title = Read(file, markdown);
        s_known[file] = (info.LastWriteTimeUtc, title);
        return title;
    }

    private static Heading? Read(string file, MarkdownHtml markdown)
    {
        try
        {
            var document = NotebookDocument.Read(file);
            var cell = document.Cells.FirstOrDefault(cell => cell.Kind == "markdown" && cell.Source.Split('\n').Any(line => line.StartsWith("# ", StringComparison.Ordinal)));
            return cell is null ? null : markdown.Render(cell.Source, document, cell, []).Headings.FirstOrDefault(heading => heading.Level == 1);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
