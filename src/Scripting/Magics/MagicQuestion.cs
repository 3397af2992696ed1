using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scripting.Magics;

/// <summary>
/// A question to the user in place of an argument: <c>@input:prompt</c> or <c>@password:prompt</c>, the prompt in quotes if it
/// has spaces, or with the fields of older notebooks, <c>@input:{"prompt": "…"}</c>. Answers are never stored.
/// </summary>
internal sealed record MagicQuestion(string Prompt, bool IsPassword)
{
    /// <summary>The question that a text is, or null.</summary>
    public static MagicQuestion? Parse(string text)
    {
        var (kind, rest) = text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..].Trim()) : (text, "");
        return kind is "@input" or "@password" ? new MagicQuestion(PromptOf(rest), kind == "@password") : null;
    }

    private static string PromptOf(string text)
    {
        if (!text.StartsWith('{'))
        {
            return text.Trim('"');
        }

        try
        {
            return JsonNode.Parse(text)?["prompt"]?.GetValue<string>() ?? "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new MagicException($"The question {text} is no JSON with a \"prompt\": {error.Message}");
        }
    }
}
