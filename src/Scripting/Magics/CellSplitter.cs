using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting.Languages;

namespace Scripting.Magics;

/// <summary>Splits a cell into magic lines and code. A line within a string or a comment is no magic.</summary>
internal static partial class CellSplitter
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly HashSet<string> s_choosers = new(StringComparer.Ordinal)
    {
        LanguageSet.CSharp, LanguageSet.FSharp, "html", "javascript", "js", "markdown", "md", "mermaid", "value", "c#", "f#",
    };

    /// <summary>Whether a magic's name chooses the language of the lines that follow.</summary>
    public static bool IsChooser(string magic) => magic.StartsWith("#!", StringComparison.Ordinal) && s_choosers.Contains(magic[2..]);

    /// <summary>The parts of <paramref name="code"/>, in order; parts of nothing but white space are left out.</summary>
    public static IReadOnlyList<CellPart> Split(string code, string language)
    {
        if (!MagicLine().IsMatch(code))
        {
            return string.IsNullOrWhiteSpace(code) ? [] : [new CodePart(language, 0, code.Length, code)];
        }

        var parts = new List<CellPart>();
        var start = 0;
        while (start < code.Length)
        {
            var magic = NextMagic(code, start, language);
            AddCode(parts, code, start, magic?.Index ?? code.Length, language);
            if (magic is null)
            {
                break;
            }

            start = magic.Index + magic.Length;
            var name = magic.Groups["name"].Value;
            var body = "";
            if (name == "#!value")
            {
                var end = NextMagic(code, start, "value")?.Index ?? code.Length;
                body = code[start..end].TrimStart('\r', '\n');
                start = end;
            }
            else if (IsChooser(name))
            {
                language = LanguageSet.FullName(name[2..]);
            }

            var line = code.AsSpan(0, magic.Index).Count('\n') + 1;
            parts.Add(new MagicPart(language, magic.Index, magic.Index + magic.Length, line, name, magic.Groups["arguments"].Value.Trim(), body));
        }

        return parts;
    }

    /// <summary>The text with all between <paramref name="start"/> and <paramref name="end"/> made blank; lines stay lines.</summary>
    public static string Blank(string text, int start, int end) => string.Create(text.Length, (text, start, end), static (to, from) =>
    {
        from.text.CopyTo(to);
        foreach (ref var c in to[from.start..from.end])
        {
            c = c is '\r' or '\n' ? c : ' ';
        }
    });

    private static void AddCode(List<CellPart> parts, string code, int start, int end, string language)
    {
        if (!string.IsNullOrWhiteSpace(code[start..end]))
        {
            parts.Add(new CodePart(language, start, end, Blank(code[..end], 0, start)));
        }
    }

    private static Match? NextMagic(string code, int start, string language) =>
        MagicLine().Matches(code, start).FirstOrDefault(match => IsMagic(code, start, match.Groups["name"], language));

    private static bool IsMagic(string code, int start, Group name, string language) => language switch
    {
        LanguageSet.CSharp => StartsCSharpDirective(code, start, name.Index),
        LanguageSet.FSharp => !FSharpText.IsInText(code.AsSpan(start..name.Index)),
        _ => name.Value.StartsWith("#!", StringComparison.Ordinal),
    };

    // The tokens are read one by one: what follows the magic may be no C#.
    private static bool StartsCSharpDirective(string code, int start, int position) =>
        SyntaxFactory.ParseTokens(code, offset: start, initialTokenPosition: start, options: s_parseOptions)
            .FirstOrDefault(token => token.FullSpan.End > position)
            .LeadingTrivia.Any(trivia => trivia.SpanStart == position && trivia.GetStructure() is DirectiveTriviaSyntax { IsActive: true });

    // #!word, and the references that a package or project restore serves; other #r lines are the language's own.
    [GeneratedRegex("""^[ \t]*(?<name>\#!(?=[A-Za-z])[\w#+-]+|\#r(?=\s*"\s*(nuget|project)\s*:)|\#i(?=\s*")|\#:(package|project)\b)(?<arguments>[^\r\n]*)(\r?\n|$)""", RegexOptions.Multiline)]
    private static partial Regex MagicLine();
}
