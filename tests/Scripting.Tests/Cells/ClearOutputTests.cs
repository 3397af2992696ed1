namespace Scripting.Tests.Cells;

public class ClearOutputTests
{
    [Fact]
    public async Task Cell_ClearsWhatItHasShownInOrderWithItsText()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("Console.Write(1); clear_output(wait: true); Console.Write(2);");
        Assert.Equal([new StreamOutput("stdout", "1"), new ClearOutput(Wait: true), new StreamOutput("stdout", "2")], cells.Outputs);
    }
}
