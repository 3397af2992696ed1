using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks;

/// <summary>Edits of one script's text, made piece by piece and applied together; and the declarations taken out of it.</summary>
internal sealed class ProgramEdits(SourceText text)
{
    private readonly List<TextChange> _changes = [];

    public List<string> Types { get; } = [];

    public List<string> Members { get; } = [];

    public List<string> Extensions { get; } = [];

    /// <summary>Puts text in place of a span, whose own edits are dropped.</summary>
    public void Replace(TextSpan span, string with)
    {
        _changes.RemoveAll(change => span.Contains(change.Span) && (change.Span.Length > 0 || (change.Span.Start > span.Start && change.Span.Start < span.End)));
        _changes.Add(new TextChange(span, with));
    }

    public void Insert(int position, string inserted) => _changes.Add(new TextChange(new TextSpan(position, 0), inserted));

    /// <summary>The edited text of a span, which is left out of the rest.</summary>
    public string Take(TextSpan span)
    {
        var taken = Rewritten(span);
        _changes.RemoveAll(change => span.Contains(change.Span));
        _changes.Add(new TextChange(span, ""));
        return taken.Trim('\r', '\n', ' ');
    }

    /// <summary>What is left, without empty lines around it.</summary>
    public string Rest() => string.Join('\n', Rewritten(new TextSpan(0, text.Length)).ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(string.IsNullOrWhiteSpace)).TrimEnd();

    /// <summary>The edited text of a span.</summary>
    public string Rewritten(TextSpan span)
    {
        var result = new StringBuilder();
        var at = span.Start;
        foreach (var change in _changes.Where(change => span.Contains(change.Span)).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length))
        {
            result.Append(text.ToString(TextSpan.FromBounds(at, change.Span.Start))).Append(change.NewText);
            at = change.Span.End;
        }

        return result.Append(text.ToString(TextSpan.FromBounds(at, span.End))).ToString();
    }
}
