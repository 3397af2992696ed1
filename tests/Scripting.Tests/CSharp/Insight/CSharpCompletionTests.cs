using System.Diagnostics;

namespace Scripting.Tests.CSharp.Insight;

public class CSharpCompletionTests
{
    [Theory]
    [InlineData("numbers.Ad|", "Add", "method", 8, 10)]
    [InlineData("numbers.Sel|", "Select", "method", 8, 11)]
    [InlineData("Console.WriteL|", "WriteLine", "method", 8, 14)]
    [InlineData("num|", "numbers", "field", 0, 3)]
    [InlineData("int twice = Twi|;", "Twice", "method", 12, 15)]
    [InlineData("new Poi|", "Point", "class", 4, 7)]
    [InlineData("fore|", "foreach", "keyword", 0, 4)]
    [InlineData("disp|", "display", "method", 0, 4)]
    public async Task Completion_KnowsEarlierCellsAndTheFramework(string code, string expected, string kind, int start, int end)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var numbers = new List<int>();\nint Twice(int n) => 2 * n;", "class Point { public int X; }", "1 + 1");
        var position = code.IndexOf('|', StringComparison.Ordinal);
        var list = await cells.Session.CompleteAsync(code.Replace("|", "", StringComparison.Ordinal), position);
        Assert.Equal((start, end), (list.Start, list.End));
        Assert.Contains(list.Items, i => i.Text == expected && i.Kind == kind);
    }

    [Fact]
    public async Task Completion_IsQuickWhenWarmAndWhileACellRuns()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var numbers = new List<int>();");
        _ = await cells.Session.CompleteAsync("numbers.", 8);
        using var stop = new CancellationTokenSource();
        var run = cells.RunAsync("while (true) { }", stop.Token);
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var since = Stopwatch.StartNew();
            Assert.NotEmpty((await cells.Session.CompleteAsync("numbers.A", 9)).Items);
            times.Add(since.Elapsed.TotalMilliseconds);
        }

        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(CellOutcome.Interrupted, await run);
        // Other tests use the processor too: this tells seconds from milliseconds, not the budget.
        Assert.InRange(times.Min(), 0, 1000);
    }

    [Fact]
    public async Task Position_OutsideOfTheCellIsRefused()
    {
        await using var cells = new Recording();
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cells.Session.CompleteAsync("abc", 4));
        Assert.Contains("3 characters", error.Message, StringComparison.Ordinal);
    }
}
