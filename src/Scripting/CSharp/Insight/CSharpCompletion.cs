using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;

namespace Scripting.CSharp.Insight;

/// <summary>What could stand at a place in a C# cell.</summary>
internal static class CSharpCompletion
{
    public static async Task<CompletionList> CompleteAsync(Document document, int position, CancellationToken cancellationToken)
    {
        var service = CompletionService.GetService(document)
            ?? throw new InvalidOperationException("Roslyn offers no completion service for C# documents.");
        var found = await service.GetCompletionsAsync(document, position, cancellationToken: cancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var typed = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(Math.Min(found.Span.Start, position), position));
        var items = found.ItemsList
            .Select(item => (Item: item, Rank: Rank(item, typed)))
            .Where(ranked => ranked.Rank < int.MaxValue && !ranked.Item.Tags.Contains("Snippet"))
            .OrderBy(ranked => ranked.Rank)
            .ThenBy(ranked => ranked.Item.SortText, StringComparer.OrdinalIgnoreCase)
            .Select(ranked => ToItem(ranked.Item))
            .DistinctBy(item => (item.Text, item.Kind))
            .ToArray();
        return new CompletionList(Math.Min(found.Span.Start, position), Math.Max(found.Span.End, position), items);
    }

    // What begins as typed comes first, then what does so in other case, then what merely holds the typed capitals.
    private static int Rank(Microsoft.CodeAnalysis.Completion.CompletionItem item, string typed)
    {
        if (item.FilterText.StartsWith(typed, StringComparison.Ordinal))
        {
            return 0;
        }

        if (item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        var capitals = string.Concat(item.FilterText.Where(char.IsUpper));
        return typed.Length > 1 && typed.All(char.IsUpper) && capitals.StartsWith(typed, StringComparison.Ordinal) ? 2 : int.MaxValue;
    }

    private static CompletionItem ToItem(Microsoft.CodeAnalysis.Completion.CompletionItem item) =>
        new(item.DisplayText, item.Tags.IsEmpty ? "text" : Kind(item.Tags[0]), item.DisplayTextSuffix is "" ? null : item.DisplayText + item.DisplayTextSuffix);

    private static string Kind(string tag) => tag == "ExtensionMethod" ? "method" : tag.ToLower(CultureInfo.InvariantCulture);
}
