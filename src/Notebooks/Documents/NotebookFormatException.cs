namespace Notebooks;

/// <summary>A file could not be read as a notebook. The message names the file, what was found, and what is supported.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Says what is wrong with the file at <paramref name="path"/>.</summary>
    public NotebookFormatException(string path, string problem, Exception? inner = null)
        : base($"{path}: {WithSupported(problem)}", inner)
    {
        Path = path;
        Problem = WithSupported(problem);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What was found and what is supported, without the file's name.</summary>
    public string Problem { get; }

    private static string WithSupported(string problem) => $"{problem} (supported: JSON in the notebook format, nbformat 4, and .dib)";
}
