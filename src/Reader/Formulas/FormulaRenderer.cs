using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Reader.Formulas;

/// <summary>Sets TeX as MathML, by Temml run in a script engine when the book is built. Not safe for several threads.</summary>
internal sealed partial class FormulaRenderer
{
    private const string Function = """
        function render(tex, display) {
            return temml.renderToString(tex, { displayMode: display, throwOnError: true, annotate: true, trust: false });
        }
        """;

    private readonly Lazy<Engine> _engine = new(CreateEngine);
    private readonly Dictionary<(string, bool), string> _rendered = [];

    /// <summary>The MathML of a formula, with its TeX as annotation.</summary>
    /// <exception cref="FormulaException">The TeX is wrong or uses an unknown command.</exception>
    public string Render(string tex, bool display)
    {
        if (_rendered.TryGetValue((tex, display), out var known))
        {
            return known;
        }

        try
        {
            return _rendered[(tex, display)] = _engine.Value.Invoke("render", tex, display).AsString();
        }
        catch (JavaScriptException e)
        {
            throw new FormulaException(Readable(e.Message), e);
        }
        catch (JintException e)
        {
            throw new FormulaException($"the formula is too long or too deep: {e.Message}", e);
        }
    }

    private static Engine CreateEngine() => new Engine(options => options.LimitRecursion(2000).TimeoutInterval(TimeSpan.FromSeconds(10)))
        .Execute(Assets.ReadText("temml.min.js"))
        .Execute(Function);

    // Temml underlines the place with combining marks and puts it on a line of its own.
    private static string Readable(string message) => Blank().Replace(message.Replace("\u0332", "").Replace("ParseError:", ""), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
