namespace Scripting.Magics.Commands;

/// <summary><c>#!csharp</c> and its kin: the splitter has already given the lines that follow to the language.</summary>
internal sealed class ChooseLanguage(string name, string language) : IMagic
{
    public static IEnumerable<IMagic> All { get; } =
    [
        new ChooseLanguage("#!csharp", "C#"), new ChooseLanguage("#!c#", "C#"), new ChooseLanguage("#!fsharp", "F#"), new ChooseLanguage("#!f#", "F#"),
        new ChooseLanguage("#!html", "HTML"), new ChooseLanguage("#!javascript", "JavaScript"), new ChooseLanguage("#!js", "JavaScript"),
        new ChooseLanguage("#!markdown", "Markdown"), new ChooseLanguage("#!md", "Markdown"), new ChooseLanguage("#!mermaid", "Mermaid's diagram language"),
    ];

    public MagicSyntax Syntax { get; } = new(name, $"the lines that follow are in {language}");

    public Task RunAsync(MagicCall call, CellRun cell) => Task.CompletedTask;
}
