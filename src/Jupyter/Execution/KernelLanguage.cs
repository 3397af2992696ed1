using Jupyter.Contents;
using Microsoft.CodeAnalysis.CSharp;

namespace Jupyter.Execution;

/// <summary>A language a kernel can speak: its name in notebooks, in kernelspecs and in the session.</summary>
internal sealed record KernelLanguage
{
    public static KernelLanguage CSharp { get; } = new()
    {
        Name = "C#",
        SessionName = "csharp",
        SpecName = ".net-csharp",
        FileExtension = ".cs",
        Version = () => LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString(),
    };

    public static KernelLanguage FSharp { get; } = new()
    {
        Name = "F#",
        SessionName = "fsharp",
        SpecName = ".net-fsharp",
        FileExtension = ".fs",
        Version = () => typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName().Version!.ToString(2),
    };

    public static IReadOnlyList<KernelLanguage> All { get; } = [CSharp, FSharp];

    /// <summary>As <c>language</c> in kernel.json: <c>C#</c>, <c>F#</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As the session calls it: <c>csharp</c>, <c>fsharp</c>.</summary>
    public required string SessionName { get; init; }

    /// <summary>The name its kernel is installed under by default.</summary>
    public required string SpecName { get; init; }

    public required string FileExtension { get; init; }

    /// <summary>The language's version; asked late, since it loads the compiler.</summary>
    public required Func<string> Version { get; init; }

    /// <summary>The name front ends show.</summary>
    public string DisplayName => $".NET ({Name})";

    public LanguageInfo Info => new()
    {
        Name = Name,
        Version = Version(),
        Mimetype = $"text/x-{SessionName}",
        FileExtension = FileExtension,
        PygmentsLexer = SessionName,
        CodemirrorMode = $"text/x-{SessionName}",
    };

    /// <summary>The language of a name as kernel.json or the session writes it.</summary>
    /// <exception cref="ArgumentException">No such language.</exception>
    public static KernelLanguage Named(string name) =>
        All.FirstOrDefault(l => name.Equals(l.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(l.SessionName, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no language '{name}'; a kernel speaks {string.Join(" or ", All.Select(l => l.Name))}.", nameof(name));
}
