using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// A Jupyter notebook (nbformat 4), or one of .NET Interactive (.dib). Everything in the file is kept, understood or not.
/// Cells without an id, as before nbformat 4.5, are given one made from their text, so that the same file always gets the same ids.
/// </summary>
public sealed class NotebookDocument
{
    private readonly JsonObject _root;

    private NotebookDocument(JsonObject root, string path, IReadOnlySet<int> withoutId)
    {
        _root = root;
        Path = path;
        WithoutId = withoutId;
        Cells = ((JsonArray)root["cells"]!).Select((cell, i) => new NotebookCell((JsonObject)cell!, i + 1)).ToArray();
    }

    /// <summary>The file the notebook was read from, or the name it was given.</summary>
    public string Path { get; }

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>The numbers of the cells that had no id in the file.</summary>
    public IReadOnlySet<int> WithoutId { get; }

    /// <summary>The notebook's metadata: kernel, language, and what tools keep there.</summary>
    public JsonObject Metadata => (JsonObject)_root["metadata"]!;

    /// <summary>Whether the file's format stores outputs.</summary>
    public bool StoresOutputs => !DibFormat.IsFor(Path);

    /// <summary>Reads a notebook from a file; one whose name ends in .dib as text of .NET Interactive.</summary>
    /// <exception cref="NotebookFormatException">The file is not JSON, not a notebook, or not nbformat 4.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NotebookDocument Read(string path)
    {
        if (DibFormat.IsFor(path))
        {
            return Parse(File.ReadAllText(path), path);
        }

        using var file = File.OpenRead(path);
        return Parse(file, path);
    }

    /// <summary>Reads a notebook from text. <paramref name="path"/> names it in errors.</summary>
    /// <exception cref="NotebookFormatException">The text is not JSON, not a notebook, or not nbformat 4.</exception>
    public static NotebookDocument Parse(string text, string path)
    {
        if (DibFormat.IsFor(path))
        {
            return Of(DibFormat.Read(text, path), path);
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Parse(stream, path);
    }

    /// <summary>The notebook as Jupyter would write it.</summary>
    public string ToJson()
    {
        foreach (var cell in Cells)
        {
            MultilineText.Normalise(cell.Node);
        }

        return NotebookJson.Write(_root);
    }

    /// <summary>The notebook as .NET Interactive would write it to a .dib file: without outputs.</summary>
    public string ToDib() => DibFormat.Write(this);

    /// <summary>Writes the notebook to a file, in the format its name says, through a temporary file beside it, so that a crash leaves the old one whole.</summary>
    public void Write(string path) => AtomicFile.Write(System.IO.Path.GetFullPath(path), Encoding.UTF8.GetBytes(DibFormat.IsFor(path) ? ToDib() : ToJson()));

    /// <summary>A copy that can be run or changed without touching this one.</summary>
    public NotebookDocument Copy() => new((JsonObject)_root.DeepClone(), Path, WithoutId);

    /// <summary>A copy with one more cell, which comes to stand at <paramref name="index"/> and is given an id.</summary>
    internal NotebookDocument WithCell(int index, JsonObject cell)
    {
        var root = (JsonObject)_root.DeepClone();
        ((JsonArray)root["cells"]!).Insert(index, cell);
        return Of(root, Path);
    }

    /// <summary>A copy without one of the cells.</summary>
    internal NotebookDocument WithoutCell(int index)
    {
        var root = (JsonObject)_root.DeepClone();
        ((JsonArray)root["cells"]!).RemoveAt(index);
        return Of(root, Path);
    }

    private static NotebookDocument Parse(Stream stream, string path)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(path, $"not JSON: {e.Message}", e);
        }

        if (node is not JsonObject root)
        {
            throw new NotebookFormatException(path, $"JSON but not a notebook: the top level is {NotebookShape.Describe(node)}, not an object");
        }

        return Of(root, path);
    }

    private static NotebookDocument Of(JsonObject root, string path)
    {
        NotebookShape.Check(root, path);
        return new NotebookDocument(root, path, NotebookShape.AssignIds(root, path));
    }
}
