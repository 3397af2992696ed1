using System.Text.Json.Nodes;

namespace Microsoft.DotNet.Interactive;

/// <summary>Content whose MIME type is known: it is shown as it is.</summary>
public class MimeContent
{
    internal MimeContent(string mimeType, string content, string? plainText = null, JsonObject? metadata = null)
    {
        MimeType = mimeType;
        Content = content;
        PlainText = plainText ?? content;
        Metadata = metadata;
    }

    /// <summary>What the content is.</summary>
    public string MimeType { get; }

    /// <summary>The content; of a picture in Base64.</summary>
    public string Content { get; }

    internal string PlainText { get; }

    internal JsonObject? Metadata { get; }

    /// <inheritdoc/>
    public override string ToString() => PlainText;
}

/// <summary>LaTeX text.</summary>
public sealed class LaTeXString(string content) : MimeContent("text/latex", content)
{
    /// <summary>Takes a text for LaTeX.</summary>
    public static implicit operator LaTeXString(string content) => new(content);
}

/// <summary>A formula in LaTeX, without the dollar signs.</summary>
public sealed class MathString(string content) : MimeContent("text/latex", $"$${content}$$")
{
    /// <summary>Takes a text for a formula.</summary>
    public static implicit operator MathString(string content) => new(content);
}
