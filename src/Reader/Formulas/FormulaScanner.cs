using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Reader.Formulas;

/// <summary>A formula found in Markdown: its TeX, how it was written, whether it stands on its own, and its first line in the cell.</summary>
internal sealed record Formula(string Tex, string Written, bool IsDisplay, int Line);

/// <summary>Markdown whose formulas have been replaced by placeholders, which Markdown leaves alone.</summary>
internal sealed record ScannedMarkdown(string Text, IReadOnlyList<Formula> Formulas);

/// <summary>
/// Takes formulas out of Markdown before it is parsed, since Markdown would read their backslashes, stars and underscores:
/// <c>$…$</c>, <c>$$…$$</c> and bare <c>\begin{…}…\end{…}</c>, as Jupyter knows them. Code is left as it is.
/// </summary>
internal sealed partial class FormulaScanner
{
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private readonly string _source;
    private readonly StringBuilder _text = new();
    private readonly List<Formula> _formulas = [];
    private int _at;

    private FormulaScanner(string source) => _source = source;

    public static ScannedMarkdown Scan(string markdown)
    {
        var scanner = new FormulaScanner(markdown.ReplaceLineEndings("\n").Replace(Open, '\uFFFD').Replace(Close, '\uFFFD'));
        scanner.Run();
        return new ScannedMarkdown(scanner._text.ToString(), scanner._formulas);
    }

    /// <summary>The placeholder of the formula with this index.</summary>
    public static string Placeholder(int index) => string.Create(CultureInfo.InvariantCulture, $"{Open}{index}{Close}");

    /// <summary>Matches the placeholder of the formula with the index in group <c>index</c>.</summary>
    public const string PlaceholderPattern = @"\uE000(?<index>[0-9]+)\uE001";

    private void Run()
    {
        while (_at < _source.Length)
        {
            if (!(AtLineStart() && SkipFence()))
            {
                Step();
            }
        }
    }

    private bool AtLineStart() => _at == 0 || _source[_at - 1] == '\n';

    private bool SkipFence()
    {
        var fence = Fence().Match(_source, _at);
        if (!fence.Success)
        {
            return false;
        }

        var marker = fence.Groups["marker"].Value;
        var close = new Regex($@"^[ \t>]*{Regex.Escape(marker)}{Regex.Escape(marker[..1])}*[ \t]*$", RegexOptions.Multiline).Match(_source, fence.Index + fence.Length);
        Copy((close.Success ? close.Index + close.Length : _source.Length) - _at);
        return true;
    }

    private void Step()
    {
        switch (_source[_at])
        {
            case '\\' when Environment().Match(_source, _at) is { Success: true } environment:
                Take(environment.Length, environment.Value, isDisplay: true);
                break;
            case '\\':
                Copy(Math.Min(2, _source.Length - _at));
                break;
            case '`':
                SkipCode();
                break;
            case '$' when Display().Match(_source, _at) is { Success: true } display:
                Take(display.Length, display.Groups["tex"].Value, isDisplay: true);
                break;
            case '$' when Inline().Match(_source, _at) is { Success: true } inline:
                Take(inline.Length, inline.Groups["tex"].Value, isDisplay: false);
                break;
            default:
                Copy(1);
                break;
        }
    }

    private void SkipCode()
    {
        var run = _source.AsSpan(_at).IndexOfAnyExcept('`') is var length and >= 0 ? length : _source.Length - _at;
        var close = new Regex($"(?<!`)`{{{run}}}(?!`)").Match(_source, _at + run);
        Copy(close.Success ? close.Index + run - _at : run);
    }

    private void Take(int length, string tex, bool isDisplay)
    {
        var line = 1 + _source.AsSpan(0, _at).Count('\n');
        _text.Append(Placeholder(_formulas.Count));
        _formulas.Add(new Formula(tex.Trim(), _source.Substring(_at, length), isDisplay, line));
        _at += length;
    }

    private void Copy(int length)
    {
        _text.Append(_source, _at, length);
        _at += length;
    }

    [GeneratedRegex(@"\G[ \t>]*(?<marker>`{3,}|~{3,})[^`\n]*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\G\\begin\{(?<name>[a-zA-Z]+\*?)\}(?:(?:(?!\\begin\{\k<name>\}|\\end\{\k<name>\}).)|(?<nested>\\begin\{\k<name>\})|(?<-nested>\\end\{\k<name>\}))*(?(nested)(?!))\\end\{\k<name>\}", RegexOptions.Singleline)]
    private static partial Regex Environment();

    [GeneratedRegex(@"\G\$\$(?<tex>(?:\\.|[^\\$])+?)\$\$", RegexOptions.Singleline)]
    private static partial Regex Display();

    // As Pandoc has it: no blank inside the dollars, no digit after them, no empty line between.
    [GeneratedRegex(@"\G\$(?![\s$])(?<tex>(?:\\.|[^\\$\n]|\n(?![ \t]*\n))+?)(?<!\s)\$(?![0-9])", RegexOptions.Singleline)]
    private static partial Regex Inline();
}
