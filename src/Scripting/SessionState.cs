using Scripting.CSharp;
using Scripting.Languages;
using Scripting.Packages;

namespace Scripting;

/// <summary>What a session's cells share.</summary>
internal sealed class SessionState(SessionOptions options, LanguageSet languages, SessionLoadContext loadContext)
{
    public SessionOptions Options { get; } = options;

    public LanguageSet Languages { get; } = languages;

    /// <summary>What packages and projects the cells have referenced.</summary>
    public SessionPackages Packages { get; } = new(options, loadContext, () => languages.All.OfType<IReferencingLanguage>());

    /// <summary>The files that <c>#!import</c> has run.</summary>
    public HashSet<string> Imported { get; } = new(StringComparer.Ordinal);

    /// <summary>A language's variable.</summary>
    /// <exception cref="MagicException">There is no such language or variable.</exception>
    public NamedValue Value(string language, string name)
    {
        var values = Languages.Values(language).Values;
        return values.FirstOrDefault(v => v.Name == name)
            ?? throw new MagicException($"{LanguageSet.FullName(language)} has no variable '{name}'; it has {string.Join(", ", values.Select(v => v.Name).DefaultIfEmpty("none yet"))}.");
    }
}
