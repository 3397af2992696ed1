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
            var rest = code[at..];
            var length = rest switch
            {
                ['/', '/', ..] => rest.IndexOf('\n'),
                ['(', '*', ')', ..] => 3,
                ['(', '*', ..] => Comment(rest),
                ['"', '"', '"', ..] => Until(rest, 3, "\"\"\""),
                ['@', '"', ..] => Verbatim(rest, 2),
                ['$', '@', '"', ..] or ['@', '$', '"', ..] => Verbatim(rest, 3),
                ['"', ..] => Quoted(rest),
                ['\'', '\\', _, '\'', ..] => 4,
                ['\'', _, '\'', ..] => 3,
                _ => 1,
            };
            if (length < 0)
            {
                return !rest.StartsWith("//");
            }

            at += length;
        }

        return false;
    }

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
