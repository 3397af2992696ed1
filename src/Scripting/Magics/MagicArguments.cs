namespace Scripting.Magics;

/// <summary>Reads what stands behind a magic's name: words, <c>"quoted words"</c>, and options.</summary>
internal static class MagicArguments
{
    /// <summary>Whether the line asks for help.</summary>
    public static bool AsksForHelp(MagicPart part) => Words(part.Arguments).Any(word => word is "-h" or "--help" or "-?");

    /// <summary>The arguments, as <paramref name="syntax"/> allows them.</summary>
    /// <exception cref="MagicException">An option is unknown or lacks its value, or there is an argument too many.</exception>
    public static MagicCall Parse(MagicPart part, MagicSyntax syntax)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        string? argument = null;
        var words = new Queue<string>(Words(part.Arguments));
        while (words.TryDequeue(out var word))
        {
            if (word.StartsWith('-'))
            {
                var option = syntax.Options.FirstOrDefault(o => o.Name == word)
                    ?? throw new MagicException($"{syntax.Name} has no option {word}; {syntax.Name} -h lists those it has.");
                string? value = "";
                if (option.Value is not null && !words.TryDequeue(out value))
                {
                    throw new MagicException($"{syntax.Name} {word} needs a value: {option.Summary}.");
                }

                options[word] = value;
            }
            else if (argument is null && syntax.Argument is not null)
            {
                argument = word;
            }
            else
            {
                throw new MagicException($"{syntax.Name} does not know what to do with '{word}'; {syntax.Name} -h shows how it is written.");
            }
        }

        return new MagicCall(argument, options, part);
    }

    // "quoted words" lose their quotes; what stands in quotes or in braces within a word stays in it.
    private static IEnumerable<string> Words(string arguments)
    {
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!char.IsWhiteSpace(arguments[at]))
            {
                var end = EndOfWord(arguments, at);
                var word = arguments[at..end];
                yield return word.Length > 1 && word[0] == '"' && word.IndexOf('"', 1) == word.Length - 1 ? word[1..^1] : word;
                at = end;
            }
        }
    }

    private static int EndOfWord(string arguments, int start)
    {
        var (depth, isQuoted, at) = (0, false, start);
        for (; at < arguments.Length && (depth > 0 || isQuoted || !char.IsWhiteSpace(arguments[at])); at++)
        {
            switch (arguments[at])
            {
                case '\\' when isQuoted && depth > 0:
                    at++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '{' when !isQuoted:
                    depth++;
                    break;
                case '}' when !isQuoted:
                    depth--;
                    break;
                default:
                    break;
            }
        }

        return Math.Min(at, arguments.Length);
    }
}
