namespace Scripting;

/// <summary>What could stand at a place in a cell. Positions count UTF-16 units.</summary>
/// <param name="Start">First character that a completion replaces.</param>
/// <param name="End">First character behind it.</param>
/// <param name="Items">The candidates, best first.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items);

/// <summary>One completion: the text to insert, its kind (<c>method</c>, <c>keyword</c>, ...), and its signature if known.</summary>
public sealed record CompletionItem(string Text, string Kind, string? Signature = null);

/// <summary>What is known about the name at a place in a cell, as plain text and as Markdown.</summary>
public sealed record Inspection(string PlainText, string Markdown);

/// <summary>What a compiler says against a cell. Positions count UTF-16 units.</summary>
/// <param name="Start">First character it is about.</param>
/// <param name="End">First character behind that.</param>
/// <param name="IsError">Whether the cell cannot run because of it; else it is a warning.</param>
/// <param name="Message">The compiler's number and words.</param>
public sealed record CodeProblem(int Start, int End, bool IsError, string Message);

/// <summary>Whether a cell could be run as it stands.</summary>
public enum CodeCompleteness
{
    /// <summary>It can be run.</summary>
    Complete,

    /// <summary>It goes on: something opened is not closed yet.</summary>
    Incomplete,

    /// <summary>No continuation can make it valid.</summary>
    Invalid,
}

/// <summary>Whether a cell could be run, and by what the next line would be indented.</summary>
public sealed record CompletenessAnswer(CodeCompleteness Status, string Indent = "");
