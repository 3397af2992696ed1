using System.Globalization;
using System.Net;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>A value's built-in forms, text and HTML, written when first asked for, and no deeper than there is room for.</summary>
internal sealed class ValueForms(object? value)
{
    private (string? Html, string Text)? _forms;

    /// <summary>The plain text.</summary>
    public string Text => (_forms ??= Write()).Text;

    /// <summary>The markup, or null if it would say no more than the text.</summary>
    public string? Html => (_forms ??= Write()).Html;

    /// <summary>The text as markup.</summary>
    public string EncodedText => $"<pre>{WebUtility.HtmlEncode(Text)}</pre>";

    private (string?, string) Write()
    {
        for (var depth = OutputLimits.Depth; ; depth--)
        {
            var node = ValueTree.Read(value, depth, out var isTooLarge);
            var (html, text) = (TreeHtml.Of(node), TreeText.Of(node));
            var fits = node is TextNode or MarkupNode || (!isTooLarge && html!.Length <= OutputLimits.ValueLength && text.Length <= OutputLimits.ValueLength);
            if (fits || depth == 1)
            {
                return (html, depth == OutputLimits.Depth ? text : string.Create(CultureInfo.InvariantCulture,
                    $"{text}\n(shown {depth} of {OutputLimits.Depth} levels deep: more is longer than OutputLimits.ValueLength, {OutputLimits.ValueLength} characters)"));
            }
        }
    }
}
