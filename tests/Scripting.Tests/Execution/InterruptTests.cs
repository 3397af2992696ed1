namespace Scripting.Tests.Execution;

/// <summary>What is stopped while it prints leaves the console, and the process, to the cells that follow.</summary>
public class InterruptTests
{
    private const string Prints = "while (true) Console.WriteLine(\"and on and on and on and on and on\");";

    [Theory]
    [InlineData(Prints)]
    [InlineData("while (true) { try { Console.WriteLine(\"and on\"); } catch (Exception) { } }")]
    [InlineData("await Task.Yield(); while (true) Console.Error.Write('.');")]
    [InlineData("while (true) display(1);")]
    public async Task Cell_ThatPrintsWithoutEndLeavesTheConsoleToTheNext(string endless) => await InterruptAsync(endless, rounds: 5);

    [Fact]
    public async Task Cell_OfFSharpThatPrintsWithoutEndLeavesTheConsoleToTheNext() => await InterruptAsync("#!fsharp\nwhile true do printfn \"and on\"", rounds: 5);

    [Theory]
    [InlineData(Prints)]
    [InlineData("while (true) { }")]
    [InlineData("while (true) new byte[1000].AsSpan().Fill(1);")]
    [InlineData("while (true) File.Exists(\"/tmp\");")]
    [InlineData("while (true) { try { Thread.Sleep(0); } catch (ArgumentException) { } }")]
    [Trait("Category", "Slow")]
    public async Task Cell_IsInterruptedHundredsOfTimes(string endless) => await InterruptAsync(endless, rounds: 300);

    private static async Task InterruptAsync(string endless, int rounds)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var kept = 0;", "kept++;");
        for (var round = 1; round <= rounds; round++)
        {
            // At another place of the loop each time.
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(60 + (round * 7 % 40)));
            Assert.Equal(CellOutcome.Interrupted, await cells.RunAsync(endless, stop.Token));

            var next = cells.RunAsync($"Console.Write(\"{round} \"); Console.Error.Write(++kept);");
            Assert.Same(next, await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(30))));
            Assert.Equal((CellOutcome.Ok, $"{round} ", $"{round + 1}"), (await next, cells.Stdout, cells.Stderr));
        }
    }
}
