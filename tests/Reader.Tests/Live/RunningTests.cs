using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Reader.Tests.Serving;

namespace Reader.Tests.Live;

/// <summary>Cells that run in real session processes, seen as a page sees them.</summary>
public sealed class RunningTests : IAsyncLifetime
{
    private readonly ServedNotebooks _served = new ServedNotebooks()
        .With("one.ipynb", "var a = 20;", "var b = a + 1;\nConsole.WriteLine($\"b is {b}\");", "b * 2", "throw new InvalidOperationException(\"<b>bad</b>\");", "while (true) { }", "\"after\"");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _served.DisposeAsync();

    private async Task<ReaderPage> OpenAsync(Func<ReaderOptions, ReaderOptions>? change = null)
    {
        await _served.OpenAsync(change);
        var page = await _served.PageAsync("one.ipynb");
        await page.UntilAsync(() => page.State("c6").Length > 0, "the page is told the state");
        return page;
    }

    [Fact]
    public async Task Cells_RunOnRequest_WithWhatTheyNeed_AndNothingRunsBefore()
    {
        await using var page = await OpenAsync();
        Assert.Equal("none", page.Session);
        Assert.All(new[] { "c1", "c2", "c3" }, id => Assert.Equal("stored", page.State(id)));

        Assert.Equal("ok", await page.RunToEndAsync("c3", "needs"));

        Assert.Equal("<pre class=\"value\">42</pre>\n", page.Outputs("c3"));
        Assert.Equal("<pre class=\"stream\">b is 21</pre>\n", page.Outputs("c2"));
        Assert.Equal(["ok", "ok", "ok", "stored"], new[] { "c1", "c2", "c3", "c4" }.Select(page.State));

        // What is up to date is not run again.
        await page.RunToEndAsync("c3", "needs");
        Assert.Equal(1, (int?)page.Cell("c1")["outputs"]?["number"] ?? 1);
        Assert.Equal(4, (int)page.Cell("c3")["outputs"]!["number"]!);
    }

    [Fact]
    public async Task FailedCell_ShowsItsErrorAndLine_AndStopsThoseBehind()
    {
        await using var page = await OpenAsync();

        await page.RunAsync("", "all");
        await page.UntilAsync(() => page.State("c4") == "error" && page.Session == "idle", "the fourth cell fails");

        Assert.Contains("InvalidOperationException: &lt;b&gt;bad&lt;/b&gt;", page.Outputs("c4"));
        Assert.Equal(1, (int)page.Cell("c4")["errorLine"]!);
        Assert.Equal("stored", page.State("c5"));
        Assert.Equal("stored", page.State("c6"));
    }

    [Fact]
    public async Task EndlessLoop_IsInterrupted_AndVariablesStay()
    {
        await using var page = await OpenAsync();
        await page.RunToEndAsync("c1");
        await page.RunAsync("c5");
        await page.RunAsync("c6");
        await page.UntilAsync(() => page.State("c5") == "running" && page.State("c6") == "queued" && page.Session == "busy", "the loop runs");
        await Task.Delay(300);

        var since = Stopwatch.StartNew();
        await page.PostAsync("interrupt", new { });
        await page.UntilAsync(() => page.State("c5") == "interrupted", "the loop ends");

        Assert.InRange(since.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal("stored", page.State("c6"));
        Assert.Equal("ok", await page.RunToEndAsync("c2"));
        Assert.Contains("b is 21", page.Outputs("c2"));
    }

    [Fact]
    public async Task EditedCell_MakesThoseStaleThatUseIt()
    {
        await using var page = await OpenAsync();
        await page.RunToEndAsync("c3", "needs");

        var (_, answer, _) = await page.PostAsync("edit", new { cell = "c1", text = "var a = 30;", version = page.Version("c1") });
        await page.UntilAsync(() => page.Is("c1", "isEdited") && page.Is("c3", "isStale"), "the edit is told");
        Assert.True((bool)answer!["isSaved"]!);
        Assert.True(page.Is("c1", "isUnrun"));
        Assert.True(page.Is("c2", "isStale"));
        Assert.False(page.Is("c6", "isStale"));

        await page.RunToEndAsync("c1");
        await page.UntilAsync(() => !page.Is("c1", "isUnrun"), "the edit has run");
        Assert.True(page.Is("c3", "isStale"), "run after it");

        await page.RunToEndAsync("c3", "needs");
        Assert.Contains("62", page.Outputs("c3"));
        await page.UntilAsync(() => !page.Is("c2", "isStale") && !page.Is("c3", "isStale"), "nothing is stale");
    }

    [Fact]
    public async Task Outputs_AreStreamed_AndAPageThatWasAwayMissesNothing()
    {
        _served.With("stream.ipynb", "for (var i = 0; i < 40; i++) { Console.WriteLine($\"line {i}\"); Thread.Sleep(50); }");
        await _served.OpenAsync();
        await using var page = await _served.PageAsync("stream.ipynb");
        await page.RunAsync("c1");
        await page.UntilAsync(() => page.Outputs("c1").Contains("line 5", StringComparison.Ordinal), "the first lines come");
        Assert.DoesNotContain("line 39", page.Outputs("c1"));
        await page.LeaveAsync();

        await using var other = await _served.PageAsync("stream.ipynb", page.Sequence);
        await page.ConnectAsync(page.Sequence);
        await page.UntilAsync(() => page.State("c1") == "ok", "the cell ends");
        await other.UntilAsync(() => other.State("c1") == "ok", "the cell ends for the other page");

        var lines = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"line {i}"));
        Assert.Equal($"<pre class=\"stream\">{lines}</pre>\n", page.Outputs("c1"));
        Assert.Equal(page.Outputs("c1"), other.Outputs("c1"));
        Assert.True(page.Messages > 8, $"{page.Messages} messages");
    }

    [Fact]
    public async Task PageThatKnowsAll_IsToldNothingAgain()
    {
        await using var page = await OpenAsync();
        await page.RunToEndAsync("c1");
        await page.LeaveAsync();

        await page.ConnectAsync(page.Sequence);
        var message = await page.ReceiveAsync();

        Assert.Empty(message["cells"]!.AsArray());
    }

    [Fact]
    public async Task KilledSession_IsSaid_WithWhatIsLost_AndTheNextRunStartsANewOne()
    {
        _served.With("die.ipynb", "var a = 1;", "Environment.Exit(7);", "a");
        await _served.OpenAsync();
        await using var page = await _served.PageAsync("die.ipynb");
        await page.RunToEndAsync("c1");

        Assert.Equal("error", await page.RunToEndAsync("c2"));
        await page.UntilAsync(() => page.SessionNotice is not null, "the death is said");
        Assert.Contains("exit code 7", page.Outputs("c2"));
        Assert.Matches("ended.*What 1 cell had computed is gone", page.SessionNotice);
        Assert.Equal("none", page.Session);
        Assert.Equal("stored", page.State("c1"));

        Assert.Equal("error", await page.RunToEndAsync("c3"));
        Assert.Contains("CS0103", page.Outputs("c3"));
    }

    [Fact]
    public async Task SessionKilledBetweenCells_IsSaidAtOnce()
    {
        _served.With("id.ipynb", "Environment.ProcessId");
        await _served.OpenAsync();
        await using var page = await _served.PageAsync("id.ipynb");
        await page.RunToEndAsync("c1");
        var id = int.Parse(Regex.Match(page.Outputs("c1"), @"\d+").Value);

        Process.GetProcessById(id).Kill();
        await page.UntilAsync(() => page.SessionNotice is not null, "the death is said");

        Assert.Contains("ended by itself", page.SessionNotice);
        Assert.Contains("the next run starts a new session", page.SessionNotice);
    }

    [Fact]
    public async Task Restart_EndsTheSession_AlsoWhileACellRuns()
    {
        await using var page = await OpenAsync();
        await page.RunToEndAsync("c1");
        await page.RunAsync("c5");
        await page.UntilAsync(() => page.State("c5") == "running" && page.Session == "busy", "the loop runs");

        await page.PostAsync("restart", new { });
        await page.UntilAsync(() => page.State("c5") == "interrupted" && page.Session == "none", "the session ends");

        Assert.Equal("stored", page.State("c1"));
        Assert.Equal("error", await page.RunToEndAsync("c3"));
    }

    [Fact]
    public async Task IdleSession_Ends_AndSaysSo()
    {
        await using var page = await OpenAsync(options => options with { IdleLimit = TimeSpan.FromSeconds(1) });
        await page.RunToEndAsync("c1");
        await page.UntilAsync(() => page.Session == "none", "the session ends");

        Assert.Contains("was not used for a while", page.SessionNotice);
    }

    [Fact]
    public async Task SessionThatNobodyWatches_Ends()
    {
        _served.With("id.ipynb", "Environment.ProcessId");
        await _served.OpenAsync(options => options with { UnwatchedLimit = TimeSpan.FromSeconds(1) });
        var page = await _served.PageAsync("id.ipynb");
        await page.RunToEndAsync("c1");
        var session = Process.GetProcessById(int.Parse(Regex.Match(page.Outputs("c1"), @"\d+").Value));
        await page.DisposeAsync();

        await session.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task EndOfTheReader_EndsItsSessions()
    {
        _served.With("id.ipynb", "Environment.ProcessId");
        await _served.OpenAsync();
        var page = await _served.PageAsync("id.ipynb");
        await page.RunToEndAsync("c1");
        var session = Process.GetProcessById(int.Parse(Regex.Match(page.Outputs("c1"), @"\d+").Value));

        await _served.EndServerAsync();

        await session.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Questions_AreAnsweredFromTheSessionsState_AlsoWhileACellRuns()
    {
        await using var page = await OpenAsync();
        var (_, early, _) = await page.PostAsync("complete", new { cell = "c2", text = "a.", position = 2 });
        Assert.False((bool)early!["hasSession"]!);
        await page.RunToEndAsync("c1");
        await page.RunAsync("c5");
        await page.UntilAsync(() => page.State("c5") == "running", "the loop runs");

        var (_, completion, _) = await page.PostAsync("complete", new { cell = "c2", text = "a.Comp", position = 6 });
        var (_, inspection, _) = await page.PostAsync("inspect", new { cell = "c2", text = "a", position = 0 });
        var (_, problems, _) = await page.PostAsync("diagnose", new { cell = "c2", text = "var c = a + unknown;" });
        var (_, none, _) = await page.PostAsync("diagnose", new { cell = "c2", text = "var c = a + 1;" });
        var (status, _, text) = await page.PostAsync("complete", new { cell = "c2", text = "a.", position = 99 });

        Assert.Contains(completion!["items"]!.AsArray(), item => (string?)item!["text"] == "CompareTo");
        Assert.Contains("int a", (string?)inspection!["plainText"]);
        var problem = Assert.Single(problems!["problems"]!.AsArray())!;
        Assert.Equal((12, 19, true), ((int)problem["start"]!, (int)problem["end"]!, (bool)problem["isError"]!));
        Assert.Contains("CS0103", (string?)problem["message"]);
        Assert.Empty(none!["problems"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("99", text);
        await page.PostAsync("interrupt", new { });
    }

    [Fact]
    public async Task HtmlWithScript_RunsInAFrameOnlyIfTheSessionMadeIt()
    {
        _served.With("html.ipynb",
            ServedNotebooks.Code("c1", "HTML(\"<p>seven</p><script>document.title = 'x'</script>\").Display();", ServedNotebooks.Html("<p>stored</p><script>alert(1)</script>")));
        await _served.OpenAsync();
        var stored = await (await _served.GetAsync("/pages/html.html")).Content.ReadAsStringAsync();
        Assert.Contains("<p>stored</p>", stored);
        Assert.DoesNotContain("alert(1)", stored);
        Assert.DoesNotContain("<iframe", stored);

        await using var page = await _served.PageAsync("html.ipynb");
        await page.RunToEndAsync("c1");

        var frame = Regex.Match(page.Outputs("c1"), "^<iframe class=\"scripted\" sandbox=\"allow-scripts\" src=\"(/frames/[0-9a-f]{32})\" title=\"Output 1 of cell 1\"></iframe>\n$");
        Assert.True(frame.Success, page.Outputs("c1"));
        using var response = await _served.GetAsync(frame.Groups[1].Value);
        Assert.Contains("<p>seven</p><script>", await response.Content.ReadAsStringAsync());
        Assert.Equal(
            "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task LongOutput_IsCutInThePageAndWholeByItsLink()
    {
        _served.With("long.ipynb", "for (var i = 0; i < 30_000; i++) Console.WriteLine(\"0123456789\");");
        await _served.OpenAsync();
        await using var page = await _served.PageAsync("long.ipynb");
        await page.RunToEndAsync("c1");
        await page.UntilAsync(() => page.Outputs("c1").Contains("of 330,000 characters", StringComparison.Ordinal), "the output is whole");

        Assert.InRange(page.Outputs("c1").Length, 100_000, 101_000);
        var whole = await (await _served.GetAsync("/api/output?notebook=long.ipynb&cell=c1&index=0")).Content.ReadAsStringAsync();
        Assert.Equal(330_000, whole.Length);
    }
}
