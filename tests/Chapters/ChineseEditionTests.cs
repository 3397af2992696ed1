using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;

namespace Chapters;

/// <summary>Each notebook in notebooks/zh and its appendix is an English one with its prose in Chinese: the same cells, code, outputs and formulas.</summary>
public sealed partial class ChineseEditionTests
{
    private static readonly string s_chapters = Path.Combine(Repository.Root, "notebooks");

    public static TheoryData<string> Notebooks => new(Repository.Notebooks("zh", "zh/appendix").Select(path => path["zh/".Length..]));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Chapter_IsTheEnglishOneWithItsProseInChinese(string notebook)
    {
        var (english, chinese) = (Path.Combine(s_chapters, notebook), Path.Combine(s_chapters, "zh", notebook));
        Assert.True(File.Exists(english), $"notebooks/zh/{notebook} translates notebooks/{notebook}, which is not there.");

        var problems = Problems(NotebookDocument.Read(english), NotebookDocument.Read(chinese), notebook).ToArray();

        Assert.True(problems.Length == 0, $"notebooks/zh/{notebook} is not notebooks/{notebook} in Chinese:\n{string.Join('\n', problems)}");
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("\"id\": \"code\"", "\"id\": \"kode\"", "the cells are words, kode; in the English notebook words, code")]
    [InlineData("1 + 1", "1 + 2", "code: its code is another; copy it from notebooks/01-a.ipynb")]
    [InlineData("\"slow\"", "\"fast\"", "code: its metadata are others; copy them from notebooks/01-a.ipynb")]
    [InlineData("\"2\"", "\"3\"", "code: its outputs are others; 'workbook test --update notebooks/01-a.ipynb' carries them over")]
    [InlineData("$x$", "$y$", "words: its formulas lack $x$; they have $y$ beside those of the English cell")]
    [InlineData("一，", "One: ", "words: it holds no Chinese")]
    [InlineData("#here", "nowhere.md", "words: its link 'nowhere.md' leads to no file")]
    public void Problems_NameWhatIsNotTranslatedAsItShould(string here, string changed, string problem)
    {
        var english = NotebookDocument.Parse(Json("# One, $x$"), "notebooks/01-a.ipynb");
        var chinese = Json("# 一， $x$, [`$`](#here)");

        var problems = Problems(english, NotebookDocument.Parse(here.Length == 0 ? chinese : chinese.Replace(here, changed), "notebooks/zh/01-a.ipynb"), "01-a.ipynb");

        Assert.Equal(problem, string.Join('\n', problems));
    }

    private static IEnumerable<string> Problems(NotebookDocument english, NotebookDocument chinese, string notebook)
    {
        var original = $"notebooks/{notebook}";
        if (!english.Cells.Select(cell => (cell.Id, cell.Kind)).SequenceEqual(chinese.Cells.Select(cell => (cell.Id, cell.Kind))))
        {
            return [$"the cells are {Ids(chinese)}; in the English notebook {Ids(english)}"];
        }

        return english.Cells.Zip(chinese.Cells).SelectMany(pair => (pair.First.IsCode ? OfCode(pair.First, pair.Second, original) : OfProse(pair.First, pair.Second, chinese))
            .Concat(JsonNode.DeepEquals(pair.First.Metadata, pair.Second.Metadata) && JsonNode.DeepEquals(pair.First.Attachments, pair.Second.Attachments)
                ? [] : [$"its metadata are others; copy them from {original}"])
            .Select(problem => $"{pair.Second.Id}: {problem}"));
    }

    private static string Ids(NotebookDocument document) => string.Join(", ", document.Cells.Select(cell => cell.Id));

    private static IEnumerable<string> OfCode(NotebookCell english, NotebookCell chinese, string original)
    {
        if (english.Source != chinese.Source)
        {
            yield return $"its code is another; copy it from {original}";
        }

        if (!JsonNode.DeepEquals(english.Outputs, chinese.Outputs) || english.ExecutionCount != chinese.ExecutionCount)
        {
            yield return $"its outputs are others; 'workbook test --update {original}' carries them over";
        }
    }

    private static IEnumerable<string> OfProse(NotebookCell english, NotebookCell chinese, NotebookDocument document)
    {
        var (wanted, found) = (Formulas(english), Formulas(chinese));
        if (!wanted.SetEquals(found))
        {
            yield return $"its formulas lack {string.Join(", ", wanted.Except(found))}; they have {string.Join(", ", found.Except(wanted))} beside those of the English cell";
        }

        if (!Chinese().IsMatch(chinese.Source))
        {
            yield return "it holds no Chinese";
        }

        foreach (var link in Link().Matches(chinese.Source).Select(match => match.Groups["to"].Value))
        {
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(document.Path))!, link)))
            {
                yield return $"its link '{link}' leads to no file";
            }
        }
    }

    private static HashSet<string> Formulas(NotebookCell cell) => [.. Formula().Matches(Code().Replace(cell.Source, "")).Select(match => match.Value)];

    private static string Json(string words) => $$"""
        {
          "cells": [
            { "cell_type": "markdown", "id": "words", "metadata": {}, "source": "{{words}}" },
            { "cell_type": "code", "execution_count": 1, "id": "code", "metadata": { "tags": ["slow"] }, "source": "1 + 1",
              "outputs": [{ "name": "stdout", "output_type": "stream", "text": "2" }] }
          ],
          "metadata": {}, "nbformat": 4, "nbformat_minor": 5
        }
        """;

    // Blocks and spans of code, where $ is no formula.
    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\$\$.+?\$\$|\$[^$\n]+\$", RegexOptions.Singleline)]
    private static partial Regex Formula();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    // Links to files: neither to an address nor to a place of the page, nor to an attachment.
    [GeneratedRegex(@"\]\((?<to>[^)#:\s]+)(#[^)\s]*)?\)")]
    private static partial Regex Link();
}
