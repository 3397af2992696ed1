using System.Text.Json.Nodes;
using Scripting;

namespace Notebooks.Tests;

public sealed class OutputRecorderTests
{
    private readonly NotebookDocument _document = Notebook.Of("a", "b");
    private readonly OutputRecorder _recorder = new();

    public OutputRecorderTests() => _recorder.Begin(_document.Cells[0], 1);

    private JsonArray Outputs => _document.Cells[0].Outputs;

    private static DisplayOutput Display(string text, string? id = null, bool update = false) => new(new() { ["text/plain"] = text }, [], id, update);

    [Fact]
    public void Add_MergesStreamsOfOneNameThatFollowEachOther()
    {
        foreach (var (name, text) in new[] { ("stdout", "a"), ("stdout", "b\n"), ("stderr", "c"), ("stdout", "d") })
        {
            _recorder.Add(new StreamOutput(name, text));
        }

        Assert.Equal(["stdout", "stderr", "stdout"], Outputs.Select(output => (string?)output!["name"]));
        Assert.Equal("ab\n", (string?)Outputs[0]!["text"]);
    }

    [Fact]
    public void Add_OfAnUpdate_ReplacesWhatAnEarlierCellShowed()
    {
        _recorder.Add(Display("old", "p"));
        _recorder.Add(Display("other", "q"));
        _recorder.Begin(_document.Cells[1], 2);
        _recorder.Add(Display("new", "p", update: true));

        Assert.Equal(["new", "other"], Outputs.Select(output => (string?)output!["data"]!["text/plain"]));
        Assert.Empty(_document.Cells[1].Outputs);
    }

    [Fact]
    public void Add_OfAClearThatWaits_ClearsWithTheNextOutput()
    {
        _recorder.Add(Display("a"));
        _recorder.Add(new ClearOutput(Wait: true));
        Assert.Single(Outputs);
        _recorder.Add(Display("b"));
        Assert.Equal("b", (string?)Assert.Single(Outputs)!["data"]!["text/plain"]);
        _recorder.Add(new ClearOutput(Wait: false));
        Assert.Empty(Outputs);
    }

    [Fact]
    public void Add_StoresResultsAndErrorsAsTheFormatSays()
    {
        _recorder.Add(new ResultOutput(new() { ["text/plain"] = "1" }, []));
        _recorder.Add(new ErrorOutput("E", "why", ["line 1", "line 2"]));

        Assert.Equal("""{"output_type":"execute_result","data":{"text/plain":"1"},"metadata":{},"execution_count":1}""", Outputs[0]!.ToJsonString());
        Assert.Equal("""{"output_type":"error","ename":"E","evalue":"why","traceback":["line 1","line 2"]}""", Outputs[1]!.ToJsonString());
    }

    [Fact]
    public void Add_CutsAStreamThatNeverEnds_AndSaysSo()
    {
        for (var i = 0; i < 300; i++)
        {
            _recorder.Add(new StreamOutput("stdout", new string('x', 8000)));
        }

        var text = (string?)Assert.Single(Outputs)!["text"];
        Assert.InRange(text!.Length, OutputRecorder.StreamLimit, OutputRecorder.StreamLimit + 10_000);
        Assert.EndsWith("[cut: a cell may write 1000000 characters]\n", text);
    }

    [Fact]
    public void Add_CutsOutputsThatNeverEnd_ButNotTheError()
    {
        for (var i = 0; i < OutputRecorder.OutputLimit + 100; i++)
        {
            _recorder.Add(Display($"{i}"));
        }

        _recorder.Add(new ErrorOutput("TimedOut", "it did", []));

        Assert.Equal(OutputRecorder.OutputLimit + 2, Outputs.Count);
        Assert.Equal("[cut: a cell may show 5000 outputs]\n", (string?)Outputs[^2]!["text"]);
        Assert.Equal("it did", (string?)Outputs[^1]!["evalue"]);
    }
}
