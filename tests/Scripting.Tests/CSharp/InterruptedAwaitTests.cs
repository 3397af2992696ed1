namespace Scripting.Tests.CSharp;

public class InterruptedAwaitTests
{
    [Fact]
    public async Task Cells_AfterManyInterruptedAwaitsStillFindTheirVariables()
    {
        await using var cells = new Recording();
        for (var i = 0; i < 20; i++)
        {
            using var stop = new CancellationTokenSource();
            var run = cells.RunAsync($"var v{i} = {i}; Console.Error.Write('x'); await Task.Delay(-1);", stop.Token);
            while (!cells.Outputs.ToArray().OfType<StreamOutput>().Any())
            {
                await Task.Delay(10, CancellationToken.None);
            }

            await stop.CancelAsync();
            Assert.Equal(CellOutcome.Interrupted, await run);
        }

        await cells.RunAllAsync("var sum = v0 + v1 + v19;", "sum");
        Assert.Equal("20", cells.ResultText);
        Assert.Equal("19", (string)Assert.IsType<ResultOutput>(await cells.Session.EvaluateAsync("v19")).Data["text/plain"]!);
    }
}
