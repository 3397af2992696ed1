using System.IO.Pipelines;
using System.Text;

namespace Notebooks.Tests.Child;

public sealed class StrayTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Text_ArrivesWithoutTheMark_HoweverItIsCut(int size)
    {
        var pipe = new Pipe();
        var text = new StringBuilder();
        var stray = new StrayText(pipe.Reader.AsStream(), part => text.Append(part));
        var mark = StrayText.NewMark();
        var reached = stray.Expect(mark);
        var bytes = Encoding.UTF8.GetBytes($"before é\n{mark[..5]}not{mark}after");

        await using (var writer = pipe.Writer.AsStream())
        {
            foreach (var chunk in bytes.Chunk(size))
            {
                await writer.WriteAsync(chunk);
                await writer.FlushAsync();
            }

            await reached.WaitAsync(TimeSpan.FromSeconds(10));
        }

        await stray.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal($"before é\n{mark[..5]}notafter", text.ToString());
    }
}
