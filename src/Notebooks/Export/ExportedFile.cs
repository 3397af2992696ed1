namespace Notebooks;

/// <summary>A file that an export writes.</summary>
/// <param name="Path">Its path, relative to the folder of the main file.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ExportedFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>A file of text.</summary>
    public static ExportedFile OfText(string path, string text) => new(path, System.Text.Encoding.UTF8.GetBytes(text));
}
