namespace Reader;

/// <summary>The files embedded from Assets/.</summary>
internal static class Assets
{
    /// <summary>The files a book carries in its own folder assets/.</summary>
    public static IReadOnlyList<string> OfTheBook { get; } =
    [
        "book.css", "temml.css", "Temml.woff2", "temml-LICENSE.txt", "BookMath.woff2", "BookMath-LICENSE.txt",
        "book.js", "charts.js", "plotly.min.js", "plotly-LICENSE.txt", "minisearch.min.js", "minisearch-LICENSE.txt",
    ];

    /// <summary>The files that the reader serves beside its pages.</summary>
    public static IReadOnlyList<string> OfTheReader { get; } = [.. OfTheBook, "reader.css", "reader.js", "editor.min.js", "editor-LICENSE.txt"];

    public static Stream Open(string name) =>
        typeof(Assets).Assembly.GetManifestResourceStream("Assets/" + name) ?? throw new FileNotFoundException($"The asset {name} is not embedded.", name);

    public static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
