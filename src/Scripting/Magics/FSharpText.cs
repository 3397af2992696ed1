using System.Text;

namespace Scripting.Magics;

/// <summary>Tells F# code from F# strings and comments.</summary>
internal static class FSharpText
{
    /// <summary>Whether <paramref name="code"/> ends within a string or a block comment.</summary>
    public static bool IsInText(ReadOnlySpan<char> code)
    {
        var at = 0;
        while (at < code.Length)
        {
            var (length, _) = Next(code[at..]);
            if (length < 0)
            {
                return !code[at..].StartsWith("//");
            }

            at += length;
        }

        return false;
    }

    /// <summary>The code without its comments and with its strings left out, as words and signs.</summary>
    public static IReadOnlyList<string> Words(ReadOnlySpan<char> code)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var at = 0;
        while (at < code.Length)
        {
            var (length, isCode) = Next(code[at..]);
            if (isCode && !char.IsWhiteSpace(code[at]))
            {
                var isSameKind = word.Length > 0 && char.IsLetterOrDigit(word[^1]) == char.IsLetterOrDigit(code[at]);
                Take(isSameKind);
                word.Append(code[at]);
            }
            else
            {
                Take(isSameKind: false);
                if (length > 3 && code[at] is '"' or '@' or '$')
                {
                    words.Add("\"");
                }
            }

            at = length < 0 ? code.Length : at + length;
        }

        Take(isSameKind: false);
        return words;

        void Take(bool isSameKind)
        {
            if (!isSameKind && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>The code without the <c>;;</c> that ends an input at the prompt: the evaluator would leave out what stands behind the first.</summary>
    public static string WithoutEnds(string code)
    {
        if (!code.Contains(";;", StringComparison.Ordinal))
        {
            return code;
        }

        var text = new StringBuilder(code);
        for (var at = 0; at < code.Length;)
        {
            var rest = code.AsSpan(at);
            var (length, isCode) = Next(rest);
            if (isCode && rest.StartsWith(";;") && rest[2..(rest.IndexOf('\n') is >= 0 and var end ? end : rest.Length)].IsWhiteSpace())
            {
                text[at] = text[at + 1] = ' ';
            }

            at += length < 0 ? rest.Length : length;
        }

        return text.ToString();
    }

    // How long the next piece is, -1 if it has no end, and whether it is a character of code.
    private static (int Length, bool IsCode) Next(ReadOnlySpan<char> rest) => rest switch
    {
        ['/', '/', ..] => (rest.IndexOf('\n'), false),
        ['(', '*', ')', ..] => (3, false),
        ['(', '*', ..] => (Comment(rest), false),
        ['"', '"', '"', ..] => (Until(rest, 3, "\"\"\""), false),
        ['@', '"', ..] => (Verbatim(rest, 2), false),
        ['$', '@', '"', ..] or ['@', '$', '"', ..] => (Verbatim(rest, 3), false),
        ['"', ..] => (Quoted(rest), false),
        ['\'', '\\', _, '\'', ..] => (4, false),
        ['\'', _, '\'', ..] => (3, false),
        _ => (1, true),
    };

    private static int Comment(ReadOnlySpan<char> code)
    {
        var depth = 0;
        for (var i = 0; i + 1 < code.Length; i++)
        {
            if (code[i] == '(' && code[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (code[i] == '*' && code[i + 1] == ')')
            {
                depth--;
                i++;
            }

            if (depth == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static int Quoted(ReadOnlySpan<char> code)
    {
        for (var i = 1; i < code.Length; i++)
        {
            if (code[i] == '\\')
            {
                i++;
            }
            else if (code[i] == '"')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static int Verbatim(ReadOnlySpan<char> code, int start)
    {
        for (var i = start; i < code.Length; i++)
        {
            if (code[i] == '"')
            {
                if (i + 1 < code.Length && code[i + 1] == '"')
                {
                    i++;
                }
                else
                {
                    return i + 1;
                }
            }
        }

        return -1;
    }

    private static int Until(ReadOnlySpan<char> code, int start, string end)
    {
        var found = code[start..].IndexOf(end);
        return found < 0 ? -1 : start + found + end.Length;
    }
}
