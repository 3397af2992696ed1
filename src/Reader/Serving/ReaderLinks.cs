using System.Text.RegularExpressions;
using Notebooks;
using Reader.Pages;

namespace Reader.Serving;

/// <summary>Leads links of notebooks to the pages of other notebooks and to the files of the served folder.</summary>
internal sealed partial class ReaderLinks(ServedFolder folder) : IPageLinks
{
    /// <inheritdoc/>
    public string Resolve(string url, NotebookDocument from)
    {
        if (RelativeLink().Match(url) is not { Success: true } link)
        {
            return url;
        }

        var file = Path.GetFullPath(Uri.UnescapeDataString(link.Groups["path"].Value), Path.GetDirectoryName(Path.GetFullPath(from.Path))!);
        var name = folder.NameOf(file);
        return ServedFolder.IsNotebook(name) && folder.Find(name) is not null
            ? Endpoints.PageOf(name) + link.Groups["rest"].Value
            : Endpoints.FileOf(name.StartsWith("..", StringComparison.Ordinal) ? "outside" : name) + link.Groups["rest"].Value;
    }

    [GeneratedRegex(@"^(?![a-z][a-z0-9+.-]*:|/)(?<path>[^#?]+)(?<rest>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex RelativeLink();
}
