using System.Text.Json.Nodes;
using Scripting.Tests.Packages;

namespace Scripting.Tests;

/// <summary>Notebooks as they were written for .NET Interactive: each runs through and shows what its cells ask for.</summary>
[Collection(FormatterTable.Name)]
public sealed class NotebookCorpusTests : IAsyncLifetime
{
    private readonly Recording _cells = new(Path.Combine(Places.Root, "tests", "Scripting.Tests", "Notebooks"));

    public static TheoryData<string, string[]> Notebooks => new()
    {
        {
            "displaying",
            [
                "text/plain: good morning", "text/plain: step 3", "text/html: <em>leaning</em>", "text/html: <td>Bergen</td>", "text/html: <b style=\"color:teal\">teal</b>",
                "text/markdown: a *word*", "image/svg+xml: <svg", "text/html: <style>.note", "application/javascript: console.log(1);", "text/latex: $$e^{i\\pi} = -1$$",
                "text/latex: \\begin{align}", "text/html: <td>Monday</td>", "text/html: by the context", "application/json: \"Size\":2",
            ]
        },
        { "formatting", ["text/plain: (cycle: ", "text/html: <td>the Tern</td>", "text/html: <p><b>Gull</b> is <i>9 m</i> long</p>", "text/plain: [ 1, 2 ... (7 more) ]", "text/plain: Skua"] },
        { "tags", ["text/html: <th>plant</th>", "text/html: <div id=\"card\" style=\"margin:1em\"><h2>less than: &lt;</h2>", "text/html: <u>as it is</u>", "text/plain: <div id=\"card\""] },
        {
            "languages",
            [
                "text/plain: Harbour: 4", "text/plain: 9", "text/html: <th>Hour</th>", "text/plain: 1.2", "application/javascript: const temperatures = [3.5,4,2,9];",
                "text/html: <div id=\"place\"></div>", "application/javascript: const station = \"Harbour\";", "text/markdown: A **list**", "text/vnd.mermaid: sea --> shore", "text/plain: 2",
                "text/html: <td>station</td><td>string</td><td>Harbour</td>",
            ]
        },
        { "commands", ["text/plain: 10", "text/plain: north south csharp", "text/vnd.mermaid: a --> b", "text/plain: False"] },
        { "declarations", ["text/plain: 28", "text/plain: [ 2, 4, 6 ]"] },
        { "fsharp", ["text/html: <td>Alan</td>", "text/html: <div class=\"card\"><h3>Ada</h3><span>36 years</span></div>", "text/html: <td>two</td>", "text/plain: done", "text/latex: \\frac{1}{2}", "text/plain: [ 1, 4, 9, 16 ]", "text/plain: Ada"] },
        { "fsharploops", ["text/plain: [2; 3; 5; 7; 11; 13; 17; 19; 23; 29]", "text/plain: 3.14, 7.00", "text/html: <td>the</td>", "text/plain: the agent counted 10", "text/html: <b>5 squares</b>", "text/plain: 55"] },
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cells.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Notebook_RunsAndShowsWhatItsCellsAskFor(string name, string[] shown)
    {
        await _cells.RunAllAsync($"#!import {name}.ipynb");
        AssertShown(shown);
        await _cells.RunAllAsync("Formatter.ResetToDefault();");
    }

    [RestoreFact]
    public async Task Packages_OfOlderNotebooksAreRestoredAndShown()
    {
        await _cells.RunAllAsync("#!import packages.ipynb");
        AssertShown("application/vnd.plotly.v1+json: two bars", "image/svg+xml: <svg", "text/plain: 2 points", "text/html: <td style=\"text-align:right\">20</td>", "text/plain: 1");
        Assert.Contains("XPlot.Plotly is used", _cells.Stdout, StringComparison.Ordinal);
        Assert.Contains("0.2.0 was asked for", _cells.Stdout, StringComparison.Ordinal);
    }

    private void AssertShown(params string[] shown)
    {
        var forms = _cells.Outputs.OfType<DisplayOutput>().SelectMany(output => output.Data).Select(form => $"{form.Key}: {Text(form.Value)}").ToArray();
        Assert.All(shown, expected => Assert.Contains(forms, form => Matches(form, expected)));
    }

    // "type: words" is shown where a form of that type holds the words.
    private static bool Matches(string form, string expected)
    {
        var colon = expected.IndexOf(": ", StringComparison.Ordinal);
        return form.StartsWith(expected[..(colon + 2)], StringComparison.Ordinal) && form.Contains(expected[(colon + 2)..], StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";
}
