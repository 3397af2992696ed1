using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scripting.Charts;

namespace Notebooks;

/// <summary>A notebook as Markdown: prose as it is, code in fences, outputs as text, tables or pictures, which are files beside it.</summary>
public static partial class MarkdownExport
{
    private const string Charts = "application/vnd.plotly.v1+json";

    private static readonly (string Type, string Ending)[] s_pictures =
        [("image/svg+xml", ".svg"), ("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/gif", ".gif"), ("image/webp", ".webp")];

    /// <summary>The Markdown file, and the files of its pictures in a folder <c>NAME_files</c> beside it.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="output">Where the Markdown file will stand: links to files beside the notebook lead there from it.</param>
    /// <exception cref="ExportException">An output or attachment is malformed.</exception>
    public static IReadOnlyList<ExportedFile> Write(NotebookDocument document, string output)
    {
        ArgumentNullException.ThrowIfNull(document);
        var writer = new Writer(document, Path.GetFullPath(output));
        foreach (var cell in document.Cells)
        {
            writer.Add(cell);
        }

        return [ExportedFile.OfText(Path.GetFileName(output), writer.ToString()), .. writer.Pictures];
    }

    /// <summary>A fence that no line of the text ends: one sign longer than its longest.</summary>
    internal static string Fence(string text) => new('`', Math.Max(3, Ticks().Matches(text).Select(match => match.Length + 1).DefaultIfEmpty(0).Max()));

    [GeneratedRegex("`{3,}")]
    private static partial Regex Ticks();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex AnsiEscape();

    [GeneratedRegex(@"(?<before>!?\[[^\]\n]*\]\()(?<url>[^)\s]+)(?<after>[^)\n]*\))")]
    private static partial Regex Link();

    private sealed class Writer(NotebookDocument document, string output)
    {
        private readonly StringBuilder _text = new();
        private readonly string _name = Path.GetFileNameWithoutExtension(output);
        private readonly string _from = Path.GetDirectoryName(Path.GetFullPath(document.Path))!;
        private readonly string _to = Path.GetDirectoryName(output)!;

        public List<ExportedFile> Pictures { get; } = [];

        public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

        public void Add(NotebookCell cell)
        {
            if (cell.Source.Trim().Length == 0)
            {
                return;
            }

            switch (cell.Kind)
            {
                case "markdown":
                    Block(Linked(cell));
                    break;
                case "code":
                    AddCode(cell);
                    break;
                default:
                    Fenced(cell.Source, "");
                    break;
            }
        }

        private void AddCode(NotebookCell cell)
        {
            Fenced(CellLanguage.WithoutChooser(cell.Source), CellLanguage.OfCode(document, cell));
            foreach (var (index, node) in cell.Outputs.Index())
            {
                AddOutput(cell, index, (JsonObject)node!);
            }
        }

        private void AddOutput(NotebookCell cell, int index, JsonObject one)
        {
            switch (MultilineText.Join(one["output_type"]))
            {
                case "stream":
                    Fenced(Plain(MultilineText.Join(one["text"]) ?? ""), "text");
                    break;
                case "error":
                    Fenced(Plain($"{MultilineText.Join(one["ename"])}: {MultilineText.Join(one["evalue"])}"), "text");
                    break;
                default:
                    AddBundle(cell, index, one["data"] as JsonObject ?? []);
                    break;
            }
        }

        private void AddBundle(NotebookCell cell, int index, JsonObject data)
        {
            string? Of(string type) => MultilineText.Join(data[type]);
            var plain = Plain(Of("text/plain") ?? "");
            if (s_pictures.FirstOrDefault(picture => data.ContainsKey(picture.Type)) is { Type: not null } kind)
            {
                AddPicture(cell, index, Bytes(cell, kind.Type, Of(kind.Type) ?? ""), kind.Ending, plain);
            }
            else if (data[Charts] is JsonObject chart)
            {
                AddPicture(cell, index, Encoding.UTF8.GetBytes(Drawn(cell, chart)), ".svg", plain);
            }
            else if (Of("text/markdown") is { } markdown)
            {
                Block(markdown);
            }
            else if (Of("text/latex") is { } tex)
            {
                Block(tex.TrimStart().StartsWith('$') ? tex : $"$$\n{tex.Trim()}\n$$");
            }
            else if (plain.Length > 0)
            {
                Fenced(plain, "text");
            }
            else if (Of("text/html") is { } html)
            {
                Block(html);
            }
        }

        private void AddPicture(NotebookCell cell, int index, byte[] bytes, string ending, string alternative)
        {
            var name = $"{cell.Id}{(index > 0 ? $"-{index + 1}" : "")}{ending}";
            Pictures.Add(new ExportedFile($"{_name}_files/{name}", bytes));
            Block($"![{Alternative(alternative)}]({Uri.EscapeDataString($"{_name}_files")}/{name})");
        }

        private string Drawn(NotebookCell cell, JsonObject chart)
        {
            try
            {
                return PlotlySvg.Render(chart);
            }
            catch (ArgumentException error)
            {
                throw new ExportException(document, cell, 0, $"a stored chart cannot be drawn: {error.Message}");
            }
        }

        private byte[] Bytes(NotebookCell cell, string type, string content)
        {
            try
            {
                return type == "image/svg+xml" ? Encoding.UTF8.GetBytes(content) : Convert.FromBase64String(content);
            }
            catch (FormatException)
            {
                throw new ExportException(document, cell, 0, $"a stored picture of type {type} is not base64");
            }
        }

        // Attachments become files; links to files beside the notebook still lead there.
        private string Linked(NotebookCell cell) => Link().Replace(cell.Source, match =>
        {
            var url = match.Groups["url"].Value;
            var target = url.StartsWith("attachment:", StringComparison.Ordinal) ? Attachment(cell, url["attachment:".Length..]) : Moved(url);
            return match.Groups["before"].Value + target + match.Groups["after"].Value;
        });

        private string Attachment(NotebookCell cell, string name)
        {
            var attached = cell.Attachments?[Uri.UnescapeDataString(name)] as JsonObject;
            var kind = s_pictures.FirstOrDefault(picture => attached?.ContainsKey(picture.Type) == true);
            if (kind.Type is null)
            {
                throw new ExportException(document, cell, 0, $"the cell has no attachment '{name}' that is a picture");
            }

            var file = $"{cell.Id}-{SafeName().Replace(Path.GetFileNameWithoutExtension(name), "_")}{kind.Ending}";
            Pictures.Add(new ExportedFile($"{_name}_files/{file}", Bytes(cell, kind.Type, MultilineText.Join(attached![kind.Type]) ?? "")));
            return $"{Uri.EscapeDataString($"{_name}_files")}/{file}";
        }

        private string Moved(string url)
        {
            if (_from == _to || AnAddress().IsMatch(url))
            {
                return url;
            }

            var end = url.AsSpan().IndexOfAny('#', '?') is >= 0 and var found ? found : url.Length;
            var full = Path.GetFullPath(Uri.UnescapeDataString(url[..end]), _from);
            return string.Join('/', Path.GetRelativePath(_to, full).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + url[end..];
        }

        private void Fenced(string text, string language)
        {
            var fence = Fence(text);
            Block($"{fence}{language}\n{text.ReplaceLineEndings("\n").Trim('\n')}\n{fence}");
        }

        private void Block(string text) => _text.Append(text.ReplaceLineEndings("\n").TrimEnd()).Append("\n\n");

        private static string Plain(string text) => AnsiEscape().Replace(text, "");

        private static string Alternative(string text) => text.ReplaceLineEndings(" ").Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"[^\w.-]")]
    private static partial Regex SafeName();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|/|#)", RegexOptions.IgnoreCase)]
    private static partial Regex AnAddress();
}
