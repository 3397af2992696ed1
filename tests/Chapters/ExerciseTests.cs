using Notebooks;
using Scripting;

namespace Chapters;

/// <summary>Each exercise of each chapter: its stub is open, its solution passes, and wrong answers are refused in words that help.</summary>
public sealed class ExerciseTests
{
    public static TheoryData<string, string> Exercises
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var exercise in Exercise.All)
            {
                data.Add(exercise.Chapter, exercise.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Exercises))]
    public async Task Exercise_AcceptsItsSolutionAndNothingElse(string chapter, string name)
    {
        var exercise = Exercise.All.Single(e => e.Chapter == chapter && e.Name == name);
        Assert.Empty(exercise.Problems());
        Assert.True(exercise.WrongAnswers.Count >= 3, $"{exercise.WrongAnswers.Count} wrong answers are planted; give 3 or more.");
        await using var session = ChildSession.Start(ChildCommand.Find(), Path.Combine(Repository.Root, "notebooks"));
        foreach (var cell in exercise.Needs)
        {
            await RunAsync(session, cell.Source);
        }

        Assert.Contains("not done yet", await ReportAsync(session, exercise, exercise.Stub), StringComparison.Ordinal);
        Assert.Contains(": solved", await ReportAsync(session, exercise, exercise.Solution), StringComparison.Ordinal);
        foreach (var wrong in exercise.WrongAnswers)
        {
            var report = await ReportAsync(session, exercise, wrong.Code);
            var isRefused = report.Contains(": not right yet", StringComparison.Ordinal) && report.Split('\n').Any(line => line.StartsWith('✗') && line.Contains(wrong.Says, StringComparison.Ordinal));
            Assert.True(isRefused, $"Wrong because {wrong.Why}, so a line with ✗ and '{wrong.Says}' was expected; the report is\n{report}");
        }
    }

    [Theory]
    [InlineData("", "code stub", "code check", "markdown hint", "markdown solution")]
    [InlineData("0 cells have the role 'hint'", "code stub", "code check", "markdown solution")]
    [InlineData("2 cells have the role 'check'", "code stub", "code check", "code check", "markdown hint", "markdown solution")]
    [InlineData("the order is stub, check, hint, solution", "code stub", "code check", "markdown solution", "markdown hint")]
    [InlineData("'answer' is no role", "code stub", "code check", "markdown hint", "markdown answer", "markdown solution")]
    [InlineData("the solution is a code cell", "code stub", "code check", "markdown hint", "code solution")]
    [InlineData("the hint 'c2' is not folded", "code stub", "code check", "open hint", "markdown solution")]
    public void Problems_NameWhatIsWrongWithTheRowOfCells(string problem, params string[] cells)
    {
        var json = cells.Select((cell, i) => (Kind: cell.Split(' ')[0], Role: cell.Split(' ')[1], Id: $"c{i}")).Select(cell => $$"""
            { "cell_type": "{{(cell.Kind == "code" ? "code" : "markdown")}}", "id": "{{cell.Id}}", "metadata": { "exercise": { "name": "e", "role": "{{cell.Role}}" } },
              "source": "{{(cell.Kind == "open" ? "text" : "<details>\\n<summary>s</summary>\\n\\ntext\\n\\n</details>")}}" }
            """);
        var document = NotebookDocument.Parse($$"""{ "cells": [{{string.Join(',', json)}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5 }""", "e.ipynb");

        var problems = Exercise.Of(document).Single().Problems().ToArray();

        if (problem.Length == 0)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problems, found => found.Contains(problem, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WrongAnswers_AllBelongToAnExercise()
    {
        var known = Exercise.All.Select(exercise => Path.Combine(exercise.Chapter, $"{exercise.Name}.csx"));
        var kept = Directory.GetFiles(WrongAnswer.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(WrongAnswer.Folder, file));
        Assert.Empty(kept.Except(known));
    }

    private static async Task<string> ReportAsync(ChildSession session, Exercise exercise, string answer)
    {
        await RunAsync(session, answer);
        return await RunAsync(session, exercise.Check);
    }

    // The text of the cell's last value.
    private static async Task<string> RunAsync(ChildSession session, string code)
    {
        var outputs = new List<CellOutput>();
        var result = await session.ExecuteAsync(new CellRequest("exercise", code), outputs.Add);
        Assert.True(result.Status == CellStatus.Ok, $"{code}\n{string.Join('\n', outputs.OfType<ErrorOutput>().SelectMany(error => error.Traceback))}");
        return (string?)outputs.OfType<ResultOutput>().LastOrDefault()?.Data["text/plain"] ?? "";
    }
}
