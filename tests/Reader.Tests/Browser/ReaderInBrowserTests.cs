using System.Globalization;
using System.Text.Json.Nodes;
using Reader.Tests.Serving;

namespace Reader.Tests.Browser;

/// <summary>The reader as people have it: in real Chromium, by mouse and by keyboard.</summary>
public sealed class ReaderInBrowserTests : IAsyncLifetime
{
    private readonly ServedNotebooks _served = new();
    private Chromium? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await _served.DisposeAsync();
    }

    private static JsonObject Exercise(JsonObject cell, string role, params string[] needs)
    {
        cell["metadata"]!["exercise"] = new JsonObject { ["name"] = "double", ["role"] = role, ["needs"] = new JsonArray([.. needs.Select(id => (JsonNode)id)]) };
        return cell;
    }

    private static readonly JsonObject[] s_cells =
    [
        ServedNotebooks.Markdown("title", "# A chapter with $x^2$\n\nSome words.\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ServedNotebooks.Code("start", "var numbers = new List<int> { 1, 2, 3 };"),
        ServedNotebooks.Code("sum", "// adds them\nvar sum = numbers.Sum();\nConsole.WriteLine($\"the sum is {sum}\");", ServedNotebooks.Stream("the sum is 6\n")),
        ServedNotebooks.Code("fails", "int Half(int n) => n % 2 == 0 ? n / 2 : throw new ArgumentException(\"odd\");\n\nHalf(sum + 1)"),
        ServedNotebooks.Code("loop", "while (true) { }"),
        ServedNotebooks.Markdown("ask", "## An exercise"),
        Exercise(ServedNotebooks.Code("stub", "int Double(int n) => throw new NotImplementedException();"), "stub", "start"),
        Exercise(ServedNotebooks.Code("check", "var doubled = Double(2);\ndoubled == 4 ? \"✓ two becomes four\" : $\"✗ two becomes {doubled}\""), "check"),
        Exercise(ServedNotebooks.Markdown("hint1", "<details>\n<summary>Hint 1</summary>\n\nAdd.\n\n</details>"), "hint"),
        Exercise(ServedNotebooks.Markdown("hint2", "<details>\n<summary>Hint 2</summary>\n\nTimes two.\n\n</details>"), "hint"),
        Exercise(ServedNotebooks.Markdown("solution", "<details>\n<summary>Solution</summary>\n\n```csharp\nint Double(int n) => 2 * n;\n```\n\n</details>"), "solution"),
    ];

    private async Task<Chromium> OpenAsync(params JsonObject[] cells)
    {
        _served.With("chapter.ipynb", [.. (cells.Length > 0 ? cells : s_cells).Select(cell => (JsonObject)cell.DeepClone())]);
        await _served.StartAsync();
        _browser = await Chromium.StartAsync();
        await _browser.SetWindowAsync(1200, 1000);
        await _browser.OpenAsync(_served.Server.Address);
        await _browser.UntilAsync("location.pathname === '/pages/index.html'");
        await _browser.OpenAsync(new Uri(_served.Base, "/pages/chapter.html"));
        await _browser.UntilAsync("document.documentElement.dataset.reader === 'connected'");
        return _browser;
    }

    private static string State(string cell) => $"document.getElementById('{cell}').dataset.state";

    private static string Editor(string cell) => $"#{cell} .cm-content";

    private static async Task RewriteAsync(Chromium browser, string cell, string text)
    {
        await browser.ClickAsync($"#{cell} .source pre:not([hidden]), #{cell} .cm-content");
        await browser.UntilAsync($"document.activeElement === document.querySelector('{Editor(cell)}')");
        await browser.PressAsync("a", modifiers: 2);
        await browser.TypeAsync(text);
    }

    private void NothingWentWrong(Chromium browser, params string[] expected)
    {
        Assert.DoesNotContain(browser.Complaints, complaint => !expected.Any(complaint.Contains));
        Assert.DoesNotContain(browser.Requests, url => !url.StartsWith(_served.Base.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith($"ws://127.0.0.1:{_served.Server.Port}/", StringComparison.Ordinal)
            && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("about:", StringComparison.Ordinal) && !url.StartsWith("chrome", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task Chapter_IsOpenedRunEditedAndRunAgain()
    {
        var browser = await OpenAsync();
        Assert.DoesNotContain("token", (string?)await browser.EvaluateAsync("location.href"));
        Assert.Equal("", (string?)await browser.EvaluateAsync("document.cookie"));
        Assert.Contains("the sum is 6", await browser.TextAsync("#sum .outputs"));
        Assert.Contains("no session", await browser.TextAsync(".session-state"));
        await browser.PhotographAsync("1-stored");

        // Run all stops at the cell that fails.
        await browser.EvaluateAsync("[...document.querySelectorAll('.session-bar button')].find(b => b.textContent === 'Run all').click()");
        await browser.UntilAsync($"{State("fails")} === 'error'");
        Assert.Equal("ok", (string?)await browser.EvaluateAsync(State("sum")));
        Assert.Equal("stored", (string?)await browser.EvaluateAsync(State("loop")));
        Assert.Contains("ArgumentException: odd", await browser.TextAsync("#fails .outputs"));
        await browser.ClickAsync("#fails .source pre");
        await browser.UntilAsync("document.querySelector('#fails .failed-line')");
        Assert.StartsWith("int Half", await browser.TextAsync("#fails .failed-line"));
        await browser.PhotographAsync("2-error");

        // Edit, and run again.
        await RewriteAsync(browser, "start", "var numbers = new List<int> { 1, 2, 3, 5 };");
        await browser.UntilAsync("document.querySelector('#start .edited').textContent.includes('not run') && !document.querySelector('#sum .stale').hidden");
        await browser.PhotographAsync("3-stale");
        await browser.PressAsync("Enter", modifiers: 2);
        await browser.UntilAsync("document.querySelector('#start .edited').textContent === '✎ edited'");
        await browser.EvaluateAsync("[...document.querySelectorAll('#sum .more button')][0].click()");
        await browser.UntilAsync("document.querySelector('#sum .outputs').innerText.includes('the sum is 11')");
        Assert.True((bool?)await browser.EvaluateAsync("document.querySelector('#sum .stale').hidden"));

        // Nothing of the page is lost by loading it again.
        await browser.SendAsync("Page.reload");
        await browser.UntilAsync("document.documentElement.dataset.reader === 'connected' && document.querySelector('#sum .outputs').innerText.includes('the sum is 11')");
        Assert.Contains("1, 2, 3, 5", await browser.TextAsync("#start .source"));
        await browser.EvaluateAsync("[...document.querySelectorAll('#start .cell-bar button')].find(b => b.textContent === 'Reset').click()");
        await browser.EvaluateAsync("[...document.querySelectorAll('#start .ask button')][0].click()");
        await browser.UntilAsync("!document.querySelector('#start .source').innerText.includes('5')");
        NothingWentWrong(browser);
    }

    [ChromiumFact]
    public async Task EndlessLoop_IsInterruptedFromThePage()
    {
        var browser = await OpenAsync();
        await browser.EvaluateAsync("document.querySelector('#loop .run').click()");
        await browser.UntilAsync($"{State("loop")} === 'running' && document.querySelector('#loop .state').innerText.match(/running [1-9]/)");
        await browser.PhotographAsync("4-running");

        await browser.EvaluateAsync("[...document.querySelectorAll('.session-bar button')].find(b => b.textContent === 'Interrupt').click()");
        await browser.UntilAsync($"{State("loop")} === 'interrupted'", seconds: 5);

        Assert.Equal("Cell 4: interrupted", await browser.TextAsync(".said"));
        NothingWentWrong(browser);
    }

    [ChromiumFact]
    public async Task Cell_IsWrittenByKeyboardAlone_WithCompletionAndUnderlinedErrors()
    {
        var browser = await OpenAsync();
        await browser.EvaluateAsync("document.querySelector('#start .source pre').focus()");
        await browser.PressAsync("Enter", modifiers: 2);
        await browser.UntilAsync($"{State("start")} === 'ok'");
        await browser.PressAsync("Enter");
        await browser.UntilAsync($"document.activeElement === document.querySelector('{Editor("start")}')");

        await browser.PressAsync("End", modifiers: 2);
        await browser.TypeAsync("\nnumbers.AddR");
        await browser.UntilAsync("document.querySelector('.cm-tooltip-autocomplete [aria-selected]')?.innerText.startsWith('AddRange')");
        await browser.PhotographAsync("5-completion");
        await browser.PressAsync("Tab");
        await browser.TypeAsync("(numberz)");
        await browser.UntilAsync("[...document.querySelectorAll('#start .cm-lintRange-error')].some(e => e.innerText === 'numberz')");
        await browser.PhotographAsync("6-underlined");

        // Tab indents; Escape, then Tab leaves.
        await browser.PressAsync("Escape");
        await browser.TypeAsync(";");
        await browser.PressAsync("Enter");
        await browser.PressAsync("Tab");
        Assert.EndsWith("    ", (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#start .cm-line')].at(-1).textContent"));
        await browser.PressAsync("Escape");
        await browser.PressAsync("Tab");
        Assert.True((bool?)await browser.EvaluateAsync("!document.activeElement.closest('.cm-editor') && !!document.activeElement.closest('#start, #sum')"));
        NothingWentWrong(browser);
    }

    [ChromiumFact]
    public async Task Exercise_IsCheckedWithHintsAndSolution()
    {
        var browser = await OpenAsync();
        Assert.True((bool?)await browser.EvaluateAsync("document.getElementById('hint2').hidden"));
        await browser.EvaluateAsync("document.querySelector('#hint1 summary').click()");
        await browser.UntilAsync("!document.getElementById('hint2').hidden");

        await browser.EvaluateAsync("document.querySelector('#solution summary').click()");
        await browser.UntilAsync("document.querySelector('#solution .ask')");
        Assert.False((bool?)await browser.EvaluateAsync("document.querySelector('#solution details').open"));
        await browser.PhotographAsync("7-solution");
        await browser.EvaluateAsync("document.querySelector('#solution .ask button').click()");
        await browser.UntilAsync("document.querySelector('#solution details').open");

        await RewriteAsync(browser, "stub", "int Double(int n) => n + 3;");
        await browser.EvaluateAsync("document.querySelector('#stub .check').click()");
        await browser.UntilAsync("document.querySelector('#check .outputs')?.innerText.includes('✗ two becomes 5')");
        await RewriteAsync(browser, "stub", "int Double(int n) => 2 * n;");
        await browser.EvaluateAsync("document.querySelector('#stub .check').click()");
        await browser.UntilAsync("document.querySelector('#check .outputs')?.innerText.includes('✓ two becomes four')");
        await browser.EvaluateAsync("document.getElementById('ask').scrollIntoView()");
        await browser.PhotographAsync("8-exercise");
        NothingWentWrong(browser);
    }

    [ChromiumFact]
    public async Task Page_HasNoFaultThatAxeFinds_InBothThemes_AndFitsAPhone()
    {
        var browser = await OpenAsync();
        await browser.EvaluateAsync("document.querySelector('#fails .run').click()");
        await browser.UntilAsync($"{State("fails")} === 'error'");
        await RewriteAsync(browser, "sum", "var sum = numbers.Sum();");
        await browser.UntilAsync("document.querySelector('#sum .edited').textContent.includes('edited')");
        await browser.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "axe.min.js")) + ";0");

        foreach (var isDark in new[] { false, true })
        {
            await browser.SetDarkAsync(isDark);
            await Task.Delay(200);
            var faults = (string?)await browser.EvaluateAsync("axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html + n.failureSummary)])))");
            Assert.Equal("[]", faults);
            await browser.PhotographAsync(isDark ? "9-dark" : "9-light");
        }

        foreach (var isDark in new[] { false, true })
        {
            await browser.SetDarkAsync(isDark);
            await browser.SetWindowAsync(390, 800, isPhone: true);
            await browser.EvaluateAsync("document.getElementById('start').scrollIntoView()");
            await browser.PhotographAsync(isDark ? "10-phone-dark" : "10-phone");
            Assert.Equal(390, (int?)await browser.EvaluateAsync("document.documentElement.scrollWidth"));
        }

        var small = (string?)await browser.EvaluateAsync("[...document.querySelectorAll('button')].filter(b => b.offsetParent && (b.offsetHeight < 24 || b.offsetWidth < 24)).map(b => b.textContent).join()");
        Assert.Equal("", small);
        NothingWentWrong(browser);
    }

    [ChromiumFact]
    public async Task Reader_HasTheBooksChartsSearchThemeAndLanguages()
    {
        const string Figure = """{ "data": [{ "type": "bar", "name": "height", "y": [1, 3] }], "layout": { "title": "Two bars", "height": 300 } }""";
        var chart = new JsonObject { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { ["application/vnd.plotly.v1+json"] = JsonNode.Parse(Figure), ["text/plain"] = "chart" } };
        _served.With("zh/chapter.ipynb", ServedNotebooks.Markdown("title", "# 一章"), ServedNotebooks.Code("draws", "1"));
        var browser = await OpenAsync(
            ServedNotebooks.Markdown("title", "# A chapter"),
            ServedNotebooks.Code("draws", $"{System.Text.Json.JsonSerializer.Serialize(Figure.Replace("Two bars", "Two bars again", StringComparison.Ordinal))}.DisplayAs(\"application/vnd.plotly.v1+json\");", chart));
        await browser.UntilAsync("document.querySelector('#draws figure').dataset.chart === 'live' && document.querySelector('#draws .live').data[0].y[1] === 3");
        await browser.PhotographAsync("12-chart");

        await browser.EvaluateAsync("document.querySelector('#draws .run').click()");
        await browser.UntilAsync($"{State("draws")} === 'ok' && document.querySelector('#draws .chart-title')?.innerText === 'Two bars again' && document.querySelector('#draws figure').dataset.chart === 'live'");

        await browser.ClickAsync("input[type=search]");
        await browser.TypeAsync("chapt");
        await browser.UntilAsync("document.querySelector('.found a')?.href.endsWith('/pages/chapter.html#title')");
        await browser.EvaluateAsync("const t = document.querySelector('select.theme'); t.value = 'dark'; t.dispatchEvent(new Event('change'))");
        await browser.EvaluateAsync("document.querySelector('a.language').click()");
        await browser.UntilAsync("location.pathname === '/pages/zh/chapter.html' && document.documentElement.dataset.reader === 'connected'");
        Assert.Equal("运行", await browser.TextAsync("#draws .run"));
        Assert.Equal("dark", (string?)await browser.EvaluateAsync("document.documentElement.dataset.theme"));
        await browser.PhotographAsync("13-chinese-dark");
        await browser.OpenAsync(new Uri(_served.Base, "/pages/zh/index.html"));
        Assert.Contains("一章", await browser.TextAsync(".chapters"));
        NothingWentWrong(browser);
    }

    // The cleaning of outputs is passed by on purpose: the policy must stop the script by itself.
    [ChromiumFact]
    public async Task ScriptThatSlipsThrough_DoesNotRun()
    {
        var browser = await OpenAsync();

        await browser.EvaluateAsync("""
            document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/none" onerror="window.stolen = 1"><a id="trap" href="javascript:window.stolen = 2">x</a><iframe srcdoc="<script>parent.stolen = 3</script>"></iframe>');
            document.querySelector('main').append(Object.assign(document.createElement('script'), { textContent: 'window.stolen = 4' }));
            document.getElementById('trap').click();
            """);
        await Task.Delay(500);

        Assert.Null(await browser.EvaluateAsync("window.stolen"));
        Assert.Contains(browser.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task FrameOfAnOutput_ReachesNothing_AndMayOnlySayItsHeight()
    {
        const string attack = """
            <p id="here">frame</p><script>
            const found = [];
            const attempt = (name, run) => { try { run(); found.push(name); } catch { } };
            attempt('parent', () => parent.document.body.innerHTML);
            attempt('cookie', () => document.cookie);
            attempt('storage', () => localStorage.length);
            attempt('top', () => { top.location = 'about:blank'; });
            fetch('/pages/index.html').then(() => found.push('network'), () => {});
            parent.postMessage({ kind: 'size', height: 1e9 }, '*');
            parent.postMessage({ kind: 'run', cell: 'c1' }, '*');
            setTimeout(() => { parent.postMessage('reached: ' + found.join(), '*'); document.body.style.height = '321px'; }, 300);
            </script>
            """;
        var browser = await OpenAsync(
            ServedNotebooks.Markdown("title", "# Frames"),
            ServedNotebooks.Code("c1", "HTML(" + System.Text.Json.JsonSerializer.Serialize(attack) + ").Display();"));
        await browser.EvaluateAsync("addEventListener('message', e => { if (typeof e.data === 'string') window.heard = e.data; }); document.querySelector('#c1 .run').click()");
        await browser.UntilAsync("window.heard");
        await Task.Delay(700);

        Assert.Equal("reached: ", (string?)await browser.EvaluateAsync("window.heard"));
        Assert.Equal("/pages/chapter.html", (string?)await browser.EvaluateAsync("location.pathname"));
        Assert.InRange(double.Parse(((string?)await browser.EvaluateAsync("document.querySelector('iframe.scripted').style.height"))!.Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), 300, 2000);
        Assert.Equal("ok", (string?)await browser.EvaluateAsync(State("c1")));
        NothingWentWrong(browser, "Content Security Policy", "sandboxed", "navigate", "Unsafe attempt");
    }

    [ChromiumFact]
    public async Task ReaderThatIsGone_IsSaid_AndWhatIsTypedIsSentWhenItIsBack()
    {
        var browser = await OpenAsync();
        var port = _served.Server.Port;
        await _served.EndServerAsync();
        await browser.UntilAsync("document.querySelector('.notice.connection')");
        await RewriteAsync(browser, "start", "var typed = 1;");
        await browser.PhotographAsync("11-away");
        await browser.UntilAsync("localStorage.length === 1");

        await _served.StartAsync(options => options with { Port = port });
        await browser.UntilAsync("document.querySelector('.notice.connection').innerText.includes('another run')");
        await browser.OpenAsync(_served.Server.Address);
        await browser.OpenAsync(new Uri(_served.Base, "/pages/chapter.html"));
        await browser.UntilAsync("document.documentElement.dataset.reader === 'connected' && document.querySelector('#start .edited').textContent.includes('edited') && localStorage.length === 0");

        Assert.Contains("var typed = 1;", await browser.TextAsync("#start .source"));
        using var opened = await _served.Client.GetAsync(_served.Addresses[^1]);
        await using var page = await _served.PageAsync("chapter.ipynb");
        await page.UntilAsync(() => page.State("start").Length > 0 && (string?)page.Cell("start")["source"] == "var typed = 1;", "the reader has it");
    }

    [ChromiumFact]
    [Trait("Category", "Slow")]
    public async Task Chapter_OfTheWorkbookRunsFromTopToBottom()
    {
        await _served.StartAsync(options => options with { Folder = Path.Combine(Repository.Root, "notebooks") });
        var browser = _browser = await Chromium.StartAsync();
        await browser.SetWindowAsync(1200, 1600);
        await browser.OpenAsync(_served.Server.Address);
        await browser.UntilAsync("location.pathname === '/pages/index.html'");
        await browser.PhotographAsync("chapter-0-contents");
        await browser.OpenAsync(new Uri(_served.Base, "/pages/01-background.html"));
        await browser.UntilAsync("document.documentElement.dataset.reader === 'connected'");
        await browser.EvaluateAsync("document.querySelector('.session-bar button').click()");
        await browser.UntilAsync("[...document.querySelectorAll('section.code')].every(s => s.dataset.state === 'ok')", seconds: 240);
        Assert.Empty(await browser.TextAsync(".notice"));
        await browser.EvaluateAsync("document.querySelectorAll('section.code figure')[0].scrollIntoView({ block: 'center' })");
        foreach (var isDark in new[] { false, true })
        {
            await browser.SetDarkAsync(isDark);
            await browser.PhotographAsync(isDark ? "chapter-2-dark" : "chapter-1-light");
        }

        await browser.SetWindowAsync(390, 844, isPhone: true);
        await browser.EvaluateAsync("[...document.querySelectorAll('.check')][0].scrollIntoView({ block: 'start' })");
        await browser.PhotographAsync("chapter-3-phone");
        NothingWentWrong(browser);
    }
}
