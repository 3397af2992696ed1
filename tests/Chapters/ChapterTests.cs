namespace Chapters;

/// <summary>The chapters at odd places of the folder notebooks/: two classes, so that two chapters run at a time.</summary>
public sealed class OddChapterTests
{
    public static TheoryData<string> Notebooks => Chapter.EveryOther(0);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public Task Chapter_RunsTopToBottom(string notebook) => Chapter.RunsTopToBottomAsync(notebook);
}

/// <summary>The chapters at even places.</summary>
public sealed class EvenChapterTests
{
    public static TheoryData<string> Notebooks => Chapter.EveryOther(1);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public Task Chapter_RunsTopToBottom(string notebook) => Chapter.RunsTopToBottomAsync(notebook);
}
