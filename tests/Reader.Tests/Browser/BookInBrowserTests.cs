using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reader.Tests.Browser;

/// <summary>The workbook's book as people have it: opened from the disk, with the network off, in real Chromium.</summary>
public sealed class BookInBrowserTests(StoredBook book) : IClassFixture<StoredBook>, IAsyncLifetime
{
    private const string Chapter = "01-background.html";
    private const string Chinese = "zh/01-background.html";
    private Chromium? _browser;

    private Chromium Browser => _browser!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return; // its facts are skipped
        }

        _browser = await Chromium.StartAsync();
        await Browser.SendAsync("Network.emulateNetworkConditions", new { offline = true, latency = 0, downloadThroughput = 0, uploadThroughput = 0 });
        await Browser.SetWindowAsync(1200, 1000);
        await Browser.SetDarkAsync(false);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    private Task OpenAsync(string page) => Browser.OpenAsync(book.AddressOf(page));

    private async Task<string> AskAsync(string expression) => (string?)await Browser.EvaluateAsync(expression) ?? "";

    private async Task<int> CountAsync(string expression) => (int)(await Browser.EvaluateAsync(expression))!;

    private void NothingWentWrong()
    {
        Assert.Empty(Browser.Complaints);
        Assert.DoesNotContain(Browser.Requests, url => !Regex.IsMatch(url, "^(file|data|about|blob|chrome)"));
    }

    private async Task DrawAllAsync(string page)
    {
        await OpenAsync(page);
        await Browser.EvaluateAsync("document.querySelectorAll('figure.chart').forEach(figure => figure.scrollIntoView())");
        for (var i = await CountAsync("document.querySelectorAll('figure.chart').length") - 1; i >= 0; i--)
        {
            await Browser.EvaluateAsync($"document.querySelectorAll('figure.chart')[{i}].scrollIntoView({{ block: 'center' }})");
            await Browser.UntilAsync($"document.querySelectorAll('figure.chart')[{i}].dataset.chart === 'live'");
        }
    }

    [ChromiumFact]
    public async Task Search_FindsACell_AndLeadsThere()
    {
        Assert.Empty(book.Problems);
        await OpenAsync("index.html");
        await Browser.PhotographAsync("book-contents");
        await Browser.ClickAsync("input[type=search]");
        await Browser.TypeAsync("forget bias");
        await Browser.UntilAsync("document.querySelectorAll('.found li').length > 2");
        await Browser.PhotographAsync("book-search");
        Assert.Matches(@"^\d+ results$", await Browser.TextAsync(".count-found"));
        Assert.Contains("6 Gradient problems", await Browser.TextAsync(".found .where"));
        Assert.Contains("forget bias", await Browser.TextAsync(".found .what"), StringComparison.OrdinalIgnoreCase);

        await Browser.PressAsync("ArrowDown");
        var target = await AskAsync("document.activeElement.href");
        await Browser.PressAsync("Enter");
        await Browser.UntilAsync("document.querySelector('main > section:target')");
        Assert.Equal(target, await AskAsync("location.href"));
        Assert.InRange(await CountAsync("Math.round(document.querySelector('section:target').getBoundingClientRect().top)"), -1, 200);
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Search_KnowsChinese_AndFindsNothingThatIsNotThere()
    {
        await OpenAsync(Chinese);
        foreach (var asked in new[] { "梯度消失", "循环", "忆" })
        {
            await Browser.EvaluateAsync("document.querySelector('input[type=search]').focus(); document.querySelector('input[type=search]').value = ''");
            await Browser.TypeAsync(asked);
            await Browser.UntilAsync($"document.querySelector('.found li .what mark') && document.querySelector('.found').innerText.includes({JsonSerializer.Serialize(asked[..1])})");
            Assert.All((await AskAsync("[...document.querySelectorAll('.found a')].map(a => a.getAttribute('href')).join()")).Split(','), href => Assert.Contains("/zh/", href));
        }

        await Browser.PhotographAsync("book-search-zh");
        await Browser.TypeAsync("龘龘");
        await Browser.UntilAsync("document.querySelector('.count-found').innerText === '没有找到'");
        await Browser.PressAsync("Escape");
        Assert.True((bool?)await Browser.EvaluateAsync("document.querySelector('.found').hidden"));
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Theme_IsChosen_Remembered_AndColoursTheCharts()
    {
        await OpenAsync(Chapter);
        var light = await AskAsync("getComputedStyle(document.body).backgroundColor");
        await Browser.EvaluateAsync("document.querySelector('#age-figure').scrollIntoView()");
        await Browser.UntilAsync("document.querySelector('#age-figure figure').dataset.chart === 'live'");
        const string Ink = "getComputedStyle(document.querySelector('#age-figure .live .xtick text')).fill";
        var ink = await AskAsync(Ink);

        await Browser.EvaluateAsync("const t = document.querySelector('select.theme'); t.value = 'dark'; t.dispatchEvent(new Event('change'))");
        Assert.NotEqual(light, await AskAsync("getComputedStyle(document.body).backgroundColor"));
        await Browser.UntilAsync($"{Ink} !== '{ink}'");
        Assert.Equal("dark", await AskAsync("localStorage.getItem('workbook.theme')"));
        await Browser.PhotographAsync("book-dark");

        await OpenAsync("index.html");
        Assert.Equal("dark", await AskAsync("document.querySelector('select.theme').value"));
        Assert.NotEqual(light, await AskAsync("getComputedStyle(document.body).backgroundColor"));

        await Browser.EvaluateAsync("const s = document.querySelector('select.theme'); s.value = 'system'; s.dispatchEvent(new Event('change'))");
        Assert.Equal(light, await AskAsync("getComputedStyle(document.body).backgroundColor"));
        await Browser.SetDarkAsync(true);
        Assert.NotEqual(light, await AskAsync("getComputedStyle(document.body).backgroundColor"));
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Language_KeepsThePlace_AndNoLinkIsDead()
    {
        await OpenAsync(Chapter);
        await Browser.EvaluateAsync("document.getElementById('age-figure').scrollIntoView()");
        await Browser.EvaluateAsync("document.querySelector('a.language').click()");   // a hand would have to scroll up first, or use the keyboard
        await Browser.UntilAsync("document.documentElement.lang === 'zh-Hans' && document.readyState === 'complete'");
        Assert.EndsWith("/zh/01-background.html#age-figure", await AskAsync("location.href"));
        Assert.InRange(await CountAsync("Math.round(document.getElementById('age-figure').getBoundingClientRect().top)"), -5, 300);
        await Browser.UntilAsync("document.querySelector('#age-figure figure').dataset.chart === 'live'");
        await Browser.PhotographAsync("book-zh");

        foreach (var page in book.Pages.Concat(["index.html", "zh/index.html"]))
        {
            await OpenAsync(page);
            var links = await AskAsync("JSON.stringify([...document.querySelectorAll('header a, footer a, main a[href$=\".html\"], .chapters a')].map(a => a.href.split('#')[0]))");
            Assert.All(JsonSerializer.Deserialize<string[]>(links)!.Where(link => link.StartsWith("file:", StringComparison.Ordinal)), link => Assert.True(File.Exists(new Uri(link).LocalPath), $"{page} leads to {link}"));
            var other = page.StartsWith("zh/", StringComparison.Ordinal) ? page[3..] : "zh/" + page;
            Assert.Equal(File.Exists(Path.Combine(book.Folder, other)), (bool)(await Browser.EvaluateAsync("!!document.querySelector('a.language')"))!);
        }

        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Charts_BecomeInteractive_InTheBoxOfTheirPicture()
    {
        foreach (var chapter in book.Chapters.Where(chapter => !chapter.Page.Contains('/')))
        {
            await OpenAsync(chapter.Page);
            var heights = await AskAsync("JSON.stringify([...document.querySelectorAll('figure.chart')].map(f => f.offsetHeight))");
            await DrawAllAsync(chapter.Page);

            Assert.Equal(heights, await AskAsync("JSON.stringify([...document.querySelectorAll('figure.chart')].map(f => f.offsetHeight))"));
            var faults = await AskAsync("""
                [...document.querySelectorAll('figure.chart')].filter(f => {
                  const said = JSON.parse(f.querySelector('script').textContent), live = f.querySelector('.live');
                  return live._fullData.length !== said.data.length || getComputedStyle(f.querySelector('.plot > svg')).visibility !== 'hidden'
                    || live.offsetWidth > f.offsetWidth || f.querySelector('.slider-container, .updatemenu-container, .modebar-btn--logo') || /cloud|share/i.test(live.querySelector('.modebar')?.innerHTML ?? '');
                }).map(f => f.closest('section').id).join()
                """);
            Assert.Equal("", faults);
            foreach (var figure in chapter.Page.StartsWith("06", StringComparison.Ordinal) ? new[] { "descent-figure", "bias-figure" } : [])
            {
                await Browser.EvaluateAsync($"document.getElementById('{figure}').scrollIntoView()");
                await Browser.PhotographAsync($"book-{figure}");
            }
        }

        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task SlidersAndButtons_WorkWithoutAKernel()
    {
        foreach (var chapter in book.Chapters.Where(chapter => !chapter.Page.Contains('/')))
        {
            await OpenAsync(chapter.Page);
            if (await CountAsync("document.querySelectorAll('.controls').length") == 0)
            {
                continue;
            }

            // What a step or button says must be what is drawn then, or hidden, or the caption.
            var faults = await AskAsync("""
                (async () => {
                  const faults = [], wait = () => new Promise(done => setTimeout(done, 60));
                  for (const figure of document.querySelectorAll('figure.chart:has(.controls)')) {
                    figure.scrollIntoView();
                    const said = JSON.parse(figure.querySelector('script').textContent).layout;
                    const check = async (step, name) => {
                      for (let i = 0; i < 100 && figure.dataset.chart !== 'live'; i++) await wait();
                      await wait();
                      const live = figure.querySelector('.live'), [traces, layout, indices] = step.args;
                      for (const [k, v] of Object.entries(traces)) (indices ?? live.data.map((_, i) => i)).forEach((trace, i) => {
                        const wanted = Array.isArray(v) ? v[i % v.length] : v;
                        if (JSON.stringify(k.split('.').reduce((o, p) => o[p], live.data[trace])) !== JSON.stringify(wanted)) faults.push(`${name}: ${k} of ${trace}`);
                      });
                      for (const [k, v] of Object.entries(layout ?? {})) if (/^annotations/.test(k) && figure.querySelector('figcaption').textContent.replace(/\s/g, '') !== new DOMParser().parseFromString(v, 'text/html').body.textContent.replace(/\s/g, '')) faults.push(`${name}: caption`);
                    };
                    const id = figure.closest('section').id;
                    for (const [i, input] of [...figure.querySelectorAll('input[type=range]')].entries())
                      for (const at of [0, said.sliders[i].steps.length - 1]) { input.value = at; input.dispatchEvent(new Event('input')); await check(said.sliders[i].steps[at], `${id} slider ${i} at ${at}`); }
                    for (const [i, button] of [...figure.querySelectorAll('.choices button')].entries()) { button.click(); await check(said.updatemenus[0].buttons[i], `${id} button ${i}`); }
                  }
                  return faults.join('\n');
                })()
                """);
            Assert.Equal("", faults);
        }

        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Numbers_OfAChartAreATable()
    {
        await OpenAsync(Chapter);
        await Browser.EvaluateAsync("document.querySelector('#age-figure .numbers').open = true");
        await Browser.UntilAsync("document.querySelector('#age-figure .numbers td')");

        Assert.Equal(
            await CountAsync("JSON.parse(document.querySelector('#age-figure figure script').textContent).data.reduce((n, t) => n + t.y.length, 0)"),
            await CountAsync("document.querySelectorAll('#age-figure .numbers tbody tr').length"));
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task WithoutScripts_EveryFormulaAndPictureIsThere()
    {
        await Browser.SendAsync("Emulation.setScriptExecutionDisabled", new { value = true });
        foreach (var chapter in book.Chapters)
        {
            await OpenAsync(chapter.Page);
            var html = await File.ReadAllTextAsync(Path.Combine(book.Folder, chapter.Page));
            Assert.Equal(Regex.Count(html, "<math"), await CountAsync("[...document.querySelectorAll('math')].filter(m => m.closest('details') || m.getBoundingClientRect().width > 0).length"));
            var charts = chapter.Notebook.Cells.Where(cell => cell.IsCode).SelectMany(cell => cell.Outputs).Count(output => output!["data"]?["application/vnd.plotly.v1+json"] is not null);
            Assert.Equal(charts, await CountAsync("[...document.querySelectorAll('figure.chart .plot > svg')].filter(p => p.getBoundingClientRect().height > 100 && getComputedStyle(p).visibility === 'visible').length"));
            Assert.Equal(0, await CountAsync("document.querySelectorAll('.tools input, .tools select, .live').length"));
        }

        await OpenAsync(Chapter);
        await Browser.EvaluateAsync("document.getElementById('age-figure').scrollIntoView()");
        await Browser.PhotographAsync("book-without-scripts");
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Pages_FitAPhone()
    {
        await Browser.SetWindowAsync(390, 844, isPhone: true);
        foreach (var page in book.Pages.Concat(["index.html", "zh/index.html"]))
        {
            await OpenAsync(page);
            Assert.Equal((page, 390), (page, await CountAsync("document.documentElement.scrollWidth")));
        }

        await OpenAsync(Chinese);
        await Browser.PhotographAsync("book-phone-zh");
        await OpenAsync(Chapter);
        await Browser.PhotographAsync("book-phone-top");
        await Browser.EvaluateAsync("document.getElementById('slider-figure').scrollIntoView()");
        await Browser.UntilAsync("document.querySelector('#slider-figure figure').dataset.chart === 'live'");
        await Browser.PhotographAsync("book-phone-chart");
        Assert.Equal(390, await CountAsync("document.documentElement.scrollWidth"));
        Assert.Equal("", await AskAsync("[...document.querySelectorAll('button, input, select, summary, .language')].filter(b => b.offsetParent && (b.offsetHeight < 24 || b.offsetWidth < 24)).map(b => b.outerHTML).join()"));
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Print_IsLight_WithPicturesAndWithoutWhatOnlyAScreenNeeds()
    {
        await OpenAsync(Chapter);
        await Browser.EvaluateAsync("localStorage.setItem('workbook.theme', 'dark')");
        await DrawAllAsync(Chapter);
        await Browser.SendAsync("Emulation.setEmulatedMedia", new { media = "print" });

        Assert.Equal("rgb(255, 255, 255)", await AskAsync("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("visible", await AskAsync("getComputedStyle(document.querySelector('#age-figure .plot > svg')).visibility"));
        Assert.Equal(0, await CountAsync("[...document.querySelectorAll('header, footer, .live, .controls, .numbers, .anchor, details:not([open])')].filter(e => e.getBoundingClientRect().height > 0).length"));
        var pdf = await Browser.SendAsync("Page.printToPDF", new { printBackground = true });
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)pdf["data"]!)));
        await Browser.PhotographAsync("book-print");
        NothingWentWrong();
    }

    [ChromiumFact]
    public async Task Pages_HaveNoFaultThatAxeFinds_InBothThemes()
    {
        foreach (var page in new[] { "index.html", "zh/index.html", Chapter, "02-concepts.html", Chinese })
        {
            await DrawAllAsync(page);
            await Browser.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true })");
            await Browser.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "axe.min.js")) + ";0");
            foreach (var isDark in new[] { false, true })
            {
                await Browser.SetDarkAsync(isDark);
                await Task.Delay(500);
                // Of MathML it sees no text, so that a header cell of one formula seems empty to it.
                var faults = await AskAsync("""
                    axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.filter(n => !(v.id === 'empty-table-header' && n.html.startsWith('<th><math')))
                      .slice(0, 3).map(n => n.html.slice(0, 300) + n.failureSummary)]).filter(v => v[1].length > 0)))
                    """);
                Assert.Equal((page, isDark, "[]"), (page, isDark, faults));
            }
        }
    }
}
