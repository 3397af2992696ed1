using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Notebooks;

namespace Chapters;

/// <summary>
/// The chapters speak the dialect of .NET Interactive, for which notebooks like them were written. Apart from the first cell, which loads the
/// engine, they use no magic and no name of the session that it did not have.
/// </summary>
public sealed partial class PortabilityTests
{
    // What .NET Interactive understood: the lines that start with #, and the names that it gave to cells without a using.
    private static readonly string[] s_magics =
    [
        "#!csharp", "#!c#", "#!fsharp", "#!f#", "#!html", "#!javascript", "#!js", "#!markdown", "#!mermaid", "#!value",
        "#!share", "#!set", "#!import", "#!time", "#!who", "#!whos", "#!about", "#!lsmagic",
    ];

    private static readonly string[] s_names =
    [
        "Kernel", "KernelInvocationContext", "DisplayedValue", "DisplayExtensions", "FormatterExtensions", "PasswordString", "LaTeXString", "MathString",
        "display", "HTML", "CSS", "Javascript", "GetInputAsync", "GetPasswordAsync", "Root", "Current",
    ];

    // What the session gives to cells beyond that: types, and methods that a cell calls without a type before them.
    private static readonly HashSet<string> s_ownTypes =
    [
        .. typeof(Kernel).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) == true)
            .Select(type => type.Name).Except(s_names),
    ];

    private static readonly HashSet<string> s_ownMethods =
        [.. typeof(Kernel).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName).Select(method => method.Name).Except(s_names)];

    public static TheoryData<string> Notebooks => new(Chapter.All);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Chapter_UsesWhatDotNetInteractiveHad(string notebook) =>
        Assert.Empty(Problems(NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", notebook))));

    [Theory]
    [InlineData("'#!mem' is no magic of .NET Interactive", "#!mem\nvar a = 1;")]
    [InlineData("'#:package' is no magic of .NET Interactive", "#:package MathNet.Numerics@5.0.0")]
    [InlineData("'#r' stands in the first cell alone", "#r \"nuget: MathNet.Numerics\"")]
    [InlineData("'Comms' is a name that .NET Interactive did not have", "Comms.Open(\"chart\");")]
    [InlineData("'clear_output' is a name that .NET Interactive did not have", "clear_output();")]
    [InlineData(null, "#!time\nvar model = new { Comms = 1 };\ndisplay(\"clear_output\"); // Comms")]
    [InlineData(null, "var input = 1;\nConsole.WriteLine(input);")]
    [InlineData(null, "#!fsharp\n#!share --from csharp inputs\nlet sum = Array.sum inputs")]
    public void Problems_NameWhatIsForeign(string? problem, string cell)
    {
        var code = System.Text.Json.JsonSerializer.Serialize(cell);
        var document = NotebookDocument.Parse(
            $$"""
            { "cells": [{ "cell_type": "code", "id": "setup", "metadata": {}, "execution_count": null, "outputs": [], "source": "#r \"x.dll\"" },
              { "cell_type": "code", "id": "cell", "metadata": {}, "execution_count": null, "outputs": [], "source": {{code}} }],
              "metadata": { "kernelspec": { "display_name": "C#", "name": ".net-csharp", "language": "C#" } }, "nbformat": 4, "nbformat_minor": 5 }
            """,
            "test.ipynb");

        Assert.Equal(problem is null ? [] : [$"cell: {problem}"], Problems(document));
    }

    private static IEnumerable<string> Problems(NotebookDocument document) =>
        document.Cells.Where(cell => cell.IsCode).Skip(1).SelectMany(cell => Problems(cell.Source).Select(problem => $"{cell.Id}: {problem}"));

    private static IEnumerable<string> Problems(string source)
    {
        foreach (var directive in Directive().Matches(source).Select(match => match.Value))
        {
            if (directive is "#r" or "#i" or "#load")
            {
                yield return $"'{directive}' stands in the first cell alone";
            }
            else if (!s_magics.Contains(directive))
            {
                yield return $"'{directive}' is no magic of .NET Interactive";
            }
        }

        var isOtherLanguage = source.StartsWith("#!", StringComparison.Ordinal) && !source.StartsWith("#!time", StringComparison.Ordinal) && !source.StartsWith("#!c", StringComparison.Ordinal)
            && !source.StartsWith("#!share", StringComparison.Ordinal) && !source.StartsWith("#!set", StringComparison.Ordinal);
        var tokens = isOtherLanguage ? [] : SyntaxFactory.ParseTokens(Directive().Replace(source, "//")).ToArray();
        for (var i = 0; i < tokens.Length; i++)
        {
            // A member of something, or one that is being named, is not the session's.
            var isMember = (i > 0 && tokens[i - 1].IsKind(SyntaxKind.DotToken)) || (i + 1 < tokens.Length && tokens[i + 1].IsKind(SyntaxKind.EqualsToken));
            var isCalled = i + 1 < tokens.Length && tokens[i + 1].IsKind(SyntaxKind.OpenParenToken);
            var isOwn = s_ownTypes.Contains(tokens[i].Text) || (isCalled && s_ownMethods.Contains(tokens[i].Text));
            if (!isMember && isOwn && tokens[i].IsKind(SyntaxKind.IdentifierToken))
            {
                yield return $"'{tokens[i].Text}' is a name that .NET Interactive did not have";
            }
        }
    }

    [GeneratedRegex(@"^#[!:a-z][a-z#]*", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
