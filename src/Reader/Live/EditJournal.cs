using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Notebooks;

namespace Reader.Live;

/// <summary>
/// What a reader made of one cell: the text, the hash of the author's text that it was made from, and another text that stands
/// against it until the reader chooses.
/// </summary>
internal sealed record CellEdit(string Base, string Text, string? Other = null);

/// <summary>
/// A reader's edits of one notebook, kept in the reader's own folder as differences against the author's cells; the notebook
/// itself is never written. A file of them that cannot be read is put aside, not overwritten.
/// </summary>
internal sealed class EditJournal
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _notebook;

    public EditJournal(string dataFolder, string notebook)
    {
        _notebook = Path.GetFullPath(notebook);
        var name = Path.GetFileNameWithoutExtension(_notebook);
        File = Path.Combine(dataFolder, "edits", string.Create(CultureInfo.InvariantCulture, $"{Hash(_notebook)[..16]}-{name}.json"));
    }

    public string File { get; }

    /// <summary>The hash by which an edit knows the text it was made from.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The edits, by cell; none where there is no file.</summary>
    /// <param name="problem">What became of a file that could not be read.</param>
    public Dictionary<string, CellEdit> Load(out string? problem)
    {
        problem = null;
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Content>(System.IO.File.ReadAllBytes(File), s_options)?.Cells ?? [] : [];
        }
        catch (JsonException e)
        {
            var aside = $"{File}.broken-{DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
            System.IO.File.Move(File, aside);
            problem = $"Your edits of this notebook could not be read ({e.Message}). Their file was put aside as {aside}.";
            return [];
        }
    }

    /// <summary>Writes the edits; without any, the file goes.</summary>
    /// <exception cref="IOException">They could not be written, and the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, since the folder is not the reader's to write.</exception>
    public void Save(IReadOnlyDictionary<string, CellEdit> edits)
    {
        if (edits.Count > 0)
        {
            AtomicFile.Write(File, JsonSerializer.SerializeToUtf8Bytes(new Content(_notebook, new Dictionary<string, CellEdit>(edits)), s_options));
        }
        else if (System.IO.File.Exists(File))
        {
            System.IO.File.Delete(File);
        }
    }

    private sealed record Content(string Notebook, Dictionary<string, CellEdit> Cells);
}
