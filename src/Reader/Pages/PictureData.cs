using System.Text.Json.Nodes;
using Notebooks;

namespace Reader.Pages;

/// <summary>Pictures as data addresses, so that a page needs no other file.</summary>
internal static class PictureData
{
    /// <summary>The picture that a Markdown cell names: an attachment of the cell, or a file in or below the notebook's folder.</summary>
    /// <exception cref="IOException">There is no such picture, or it is not one a page may hold.</exception>
    public static string Of(string url, NotebookDocument document, NotebookCell cell)
    {
        var name = Uri.UnescapeDataString(url);
        return name.StartsWith("attachment:", StringComparison.Ordinal)
            ? Attachment(name["attachment:".Length..], cell)
            : Neighbour(name, Path.GetDirectoryName(Path.GetFullPath(document.Path))!);
    }

    /// <summary>Bytes, already in base64, as a data address.</summary>
    public static string FromBase64(string mimeType, string base64) => $"data:{mimeType};base64,{string.Concat(base64.Where(c => !char.IsWhiteSpace(c)))}";

    private static string Attachment(string name, NotebookCell cell)
    {
        var data = (cell.Attachments?[name] as JsonObject)?.FirstOrDefault(entry => PictureTypes.All.Values.Contains(entry.Key));
        return data?.Value is { } content
            ? FromBase64(data.Value.Key, MimeText.Of(content) ?? "")
            : throw new FileNotFoundException($"the cell has no attachment '{name}' that is a picture");
    }

    private static string Neighbour(string name, string folder)
    {
        if (name.Contains(':', StringComparison.Ordinal) || name.StartsWith("//", StringComparison.Ordinal))
        {
            throw new IOException($"the picture '{name}' is not a file beside the notebook; a page loads nothing from elsewhere");
        }

        var file = ConfinedPath.Resolve(folder, name) ?? throw new IOException($"the picture '{name}' lies outside of the notebook's folder");

        if (!PictureTypes.All.TryGetValue(Path.GetExtension(file), out var type))
        {
            throw new IOException($"the picture '{name}' is not one of {string.Join(", ", PictureTypes.All.Keys)}");
        }

        return File.Exists(file) ? FromBase64(type, Convert.ToBase64String(File.ReadAllBytes(file))) : throw new FileNotFoundException($"the picture '{name}' does not exist");
    }
}
