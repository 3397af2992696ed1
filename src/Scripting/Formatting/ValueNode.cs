namespace Scripting.Formatting;

/// <summary>A value as it is to be shown, before it is written as text or as HTML.</summary>
internal abstract record ValueNode;

/// <summary>A value that is shown as words.</summary>
internal sealed record TextNode(string Text, bool IsNumber = false) : ValueNode;

/// <summary>A value for which the notebook, or the value itself, says how it is written in HTML.</summary>
internal sealed record MarkupNode(string Html, string Text) : ValueNode;

/// <summary>The members of an object or of a dictionary, or the items of a sequence.</summary>
/// <param name="Title">What it is, in a few words; empty where there is nothing to say.</param>
/// <param name="Kind">Which of these.</param>
/// <param name="Members">Names, or numbers, with values.</param>
/// <param name="Cut">What is left out, if anything.</param>
internal sealed record GroupNode(string Title, GroupKind Kind, IReadOnlyList<(string Name, ValueNode Value)> Members, string? Cut) : ValueNode;

/// <summary>A sequence of objects, a row each.</summary>
internal sealed record TableNode(string Title, IReadOnlyList<string> Columns, IReadOnlyList<ValueNode[]> Rows, string? Cut) : ValueNode;

/// <summary>What a group of values is.</summary>
internal enum GroupKind
{
    /// <summary>An object with its properties.</summary>
    Object,

    /// <summary>Keys with values.</summary>
    Dictionary,

    /// <summary>Items in order.</summary>
    Sequence,
}
