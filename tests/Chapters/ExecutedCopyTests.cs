namespace Chapters;

public sealed class ExecutedCopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "1 + 1", 1)]
    [InlineData(true, "1 + 1", 1, "{ \"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"2\" }")]
    [InlineData(false, "1 + 2", 1)]
    [InlineData(false, "1 + 1", null)]
    [InlineData(false, "1 + 1", 1, "{ \"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"v\", \"traceback\": [] }")]
    public void Copy_CountsIfItIsTheChapterAndPassed(bool counts, string code, int? count, string output = "")
    {
        Write("chapter", "1 + 1", null, "", minutes: 1);
        Write("input", "", null, "", minutes: 2);
        Write("copy", code, count, output, minutes: 3);

        Assert.Equal(counts, ExecutedCopy.Read(PathOf("chapter"), PathOf("copy"), [PathOf("input")]) is not null);
    }

    [Theory]
    [InlineData("chapter")]
    [InlineData("input")]
    public void Copy_DoesNotCountOnceSomethingIsYounger(string changed)
    {
        foreach (var name in new[] { "chapter", "input", "copy" })
        {
            Write(name, "1 + 1", 1, "", minutes: name == changed ? 4 : 3 - (name == "copy" ? 0 : 1));
        }

        Assert.Null(ExecutedCopy.Read(PathOf("chapter"), PathOf("copy"), [PathOf("input")]));
    }

    [Fact]
    public void Copy_ThatIsNotThere_DoesNotCount() => Assert.Null(ExecutedCopy.Read(PathOf("chapter"), PathOf("copy"), []));

    private string PathOf(string name) => Path.Combine(_folder, name + ".ipynb");

    private void Write(string name, string code, int? count, string output, int minutes)
    {
        File.WriteAllText(PathOf(name), $$"""
            { "cells": [{ "cell_type": "code", "id": "c1", "metadata": {}, "execution_count": {{count?.ToString(null, null) ?? "null"}}, "outputs": [{{output}}], "source": "{{code}}" }],
              "metadata": {}, "nbformat": 4, "nbformat_minor": 5 }
            """);
        File.SetLastWriteTimeUtc(PathOf(name), new DateTime(2026, 1, 1, 0, minutes, 0, DateTimeKind.Utc));
    }
}
