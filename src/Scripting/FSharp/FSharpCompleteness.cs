using Scripting.Magics;

namespace Scripting.FSharp;

/// <summary>Whether an F# cell could be run as it stands, told from its text: no session is started for it.</summary>
internal static class FSharpCompleteness
{
    private const int IndentSize = 4;
    private static readonly string[] s_openEnds = ["=", "->", "then", "else", "do", "with", "try", "finally", "of", "in", "(", "[", "{", "[|", "{|", ",", "|>", "<|", ">>", "::", "@", "&&", "||", "begin"];

    private static readonly Dictionary<char, char> s_opening = new() { [')'] = '(', [']'] = '[', ['}'] = '{' };

    public static CompletenessAnswer Of(string code)
    {
        var open = new Stack<char>();
        var words = FSharpText.Words(code);
        foreach (var c in words.SelectMany(word => word))
        {
            if (c is '(' or '[' or '{')
            {
                open.Push(c);
            }
            else if (c is ')' or ']' or '}' && (!open.TryPop(out var opened) || opened != s_opening[c]))
            {
                return new CompletenessAnswer(CodeCompleteness.Invalid);
            }
        }

        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var last = lines.LastOrDefault(line => line.Trim().Length > 0) ?? "";
        var indent = last.Length - last.TrimStart().Length;
        return FSharpText.IsInText(code) || open.Count > 0 || (words is [.., var end] && s_openEnds.Contains(end))
            ? new CompletenessAnswer(CodeCompleteness.Incomplete, new string(' ', indent + IndentSize))
            : new CompletenessAnswer(CodeCompleteness.Complete);
    }
}
