using Scripting.CSharp;

namespace Scripting.Languages;

/// <summary>The languages of a session, by name.</summary>
internal sealed class LanguageSet
{
    public const string CSharp = "csharp";
    public const string FSharp = "fsharp";

    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c#"] = CSharp,
        ["f#"] = FSharp,
        ["js"] = "javascript",
        ["md"] = "markdown",
    };

    private readonly Dictionary<string, ICellLanguage> _languages;

    public LanguageSet(params IEnumerable<ICellLanguage> languages) => _languages = languages.ToDictionary(l => l.Name, StringComparer.Ordinal);

    public IEnumerable<ICellLanguage> All => _languages.Values;

    /// <summary>The full name of a language: <c>js</c> is <c>javascript</c>.</summary>
    public static string FullName(string name) => s_aliases.GetValueOrDefault(name, name);

    /// <summary>The language of that name, or null.</summary>
    public ICellLanguage? Find(string name) => _languages.GetValueOrDefault(FullName(name));

    /// <summary>The language of that name.</summary>
    /// <exception cref="MagicException">There is none.</exception>
    public ICellLanguage Get(string name) => Find(name)
        ?? throw new MagicException($"There is no language '{name}' here; there are {string.Join(", ", _languages.Keys)}.");

    /// <summary>The language of that name, which must be one whose cells set values.</summary>
    /// <exception cref="MagicException">There is none, or its cells set no values.</exception>
    public IValueLanguage Values(string name) => Get(name) as IValueLanguage
        ?? throw new MagicException($"Cells in {FullName(name)} set no values that could be shared.");
}
