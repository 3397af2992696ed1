using System.Net;

namespace Reader.Tests.Serving;

/// <summary>What of the disk the reader shows.</summary>
public sealed class ServedFolderTests : IAsyncLifetime
{
    private readonly ServedNotebooks _served = new ServedNotebooks().With("one.ipynb", "1").With("zh/two.ipynb", "2");
    private readonly string _outside = Directory.CreateTempSubdirectory("outside").FullName;

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_outside, "secret.txt"), "secret");
        File.WriteAllText(Path.Combine(_served.Folder, "notes.txt"), "<b>notes</b>");
        File.WriteAllText(Path.Combine(_served.Folder, "picture.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
        File.WriteAllText(Path.Combine(_served.Folder, "page.html"), "<script>alert(1)</script>");
        Directory.CreateDirectory(Path.Combine(_served.Folder, ".hidden"));
        File.WriteAllText(Path.Combine(_served.Folder, ".hidden", "key.txt"), "secret");
        File.CreateSymbolicLink(Path.Combine(_served.Folder, "link.txt"), Path.Combine(_outside, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_served.Folder, "linked"), _outside);
        File.CreateSymbolicLink(Path.Combine(_served.Folder, "inner.txt"), "notes.txt");
        File.CreateSymbolicLink(Path.Combine(_served.Folder, "circle.txt"), "circle.txt");
        await _served.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _served.DisposeAsync();
        Directory.Delete(_outside, recursive: true);
    }

    [Theory]
    [InlineData("/files/notes.txt")]
    [InlineData("/files/inner.txt")]
    public async Task Texts_AreSentAsText(string path)
    {
        using var response = await _served.GetAsync(path);

        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("<b>notes</b>", await response.Content.ReadAsStringAsync());
        Assert.StartsWith("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Svg_OpenedByItself_RunsNothing()
    {
        using var response = await _served.GetAsync("/files/picture.svg");

        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/files/..%2fsecret.txt")]
    [InlineData("/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/files/%2fetc%2fhostname.txt")]
    [InlineData("/files/link.txt")]
    [InlineData("/files/linked/secret.txt")]
    [InlineData("/files/circle.txt")]
    [InlineData("/files/.hidden/key.txt")]
    [InlineData("/files/page.html")]
    [InlineData("/files/one.ipynb")]
    [InlineData("/files/notes.txt%00.png")]
    [InlineData("/files/")]
    public async Task OtherFiles_AreNotServed(string path)
    {
        using var response = await _served.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();

        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}: {text}");
        Assert.DoesNotContain("secret\"", text);
        Assert.NotEqual("secret", text);
    }

    [Fact]
    public async Task FileBesideTheTokenOfTheReader_IsNotServedThroughAPictureEither()
    {
        File.CreateSymbolicLink(Path.Combine(_served.Folder, "stolen.png"), Path.Combine(_outside, "secret.txt"));
        _served.With("three.ipynb", ServedNotebooks.Markdown("m", "![x](stolen.png)"));

        using var response = await _served.GetAsync("/pages/three.html");

        Assert.DoesNotContain(Convert.ToBase64String("secret"u8), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Contents_ListTheNotebooksOfTheFolderAndBelow()
    {
        Directory.CreateDirectory(Path.Combine(_served.Folder, "bin"));
        File.Copy(Path.Combine(_served.Folder, "one.ipynb"), Path.Combine(_served.Folder, "bin", "copy.ipynb"));

        var html = await (await _served.GetAsync("/pages/index.html")).Content.ReadAsStringAsync();

        Assert.Contains("href=\"one.html\"", html);
        Assert.Contains("href=\"zh/two.html\"", html);
        Assert.DoesNotContain("copy", html);
    }

    [Theory]
    [InlineData("/pages/none.html", "No such notebook")]
    [InlineData("/pages/..%2f..%2fetc%2fpasswd.html", "No such notebook")]
    public async Task MissingNotebook_IsSaid(string path, string said)
    {
        using var response = await _served.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(said, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("not JSON", "not JSON")]
    [InlineData("{\"nbformat\": 3, \"nbformat_minor\": 0, \"worksheets\": []}", "found nbformat 3")]
    [InlineData("[[[[[]]]]]", "top level is an array")]
    public async Task WhatIsNoNotebook_IsSaidOnItsPage_AndTheOthersOpen(string text, string said)
    {
        File.WriteAllText(Path.Combine(_served.Folder, "bad.ipynb"), text);

        using var bad = await _served.GetAsync("/pages/bad.html");
        using var good = await _served.GetAsync("/pages/one.html");
        using var contents = await _served.GetAsync("/pages/index.html");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        var html = WebUtility.HtmlDecode(await bad.Content.ReadAsStringAsync());
        Assert.Contains(said, html);
        Assert.Contains("supported: JSON in the notebook format", html);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Contains("bad.html", await contents.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task DeepNesting_IsRefusedAsNoNotebook()
    {
        File.WriteAllText(Path.Combine(_served.Folder, "deep.ipynb"), new string('[', 100_000) + new string(']', 100_000));

        using var response = await _served.GetAsync("/pages/deep.html");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task OutputOf100MB_IsCutWithALinkToTheWhole()
    {
        _served.With("large.ipynb", ServedNotebooks.Code("c1", "x", ServedNotebooks.Stream(new string('a', 100_000_000))));

        using var response = await _served.GetAsync("/pages/large.html");
        var html = await response.Content.ReadAsStringAsync();
        using var whole = await _served.Client.GetAsync(new Uri(_served.Base, "/api/output?notebook=large.ipynb&cell=c1&index=0"), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await whole.Content.ReadAsStreamAsync();
        long length = 0;
        var buffer = new byte[1 << 20];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; length += read)
        {
        }

        Assert.InRange(html.Length, 100_000, 120_000);
        Assert.Contains("href=\"/api/output?notebook=large.ipynb&amp;cell=c1&amp;index=0\"", html);
        Assert.Equal(100_000_000, length);
        Assert.Equal("text/plain; charset=utf-8", whole.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task TooLargeFile_IsRefusedBeforeItIsRead()
    {
        await using (var file = File.Create(Path.Combine(_served.Folder, "huge.ipynb")))
        {
            file.SetLength(257L * 1024 * 1024);
        }

        using var response = await _served.GetAsync("/pages/huge.html");

        Assert.Contains("the file has 257 MB; the reader opens notebooks of up to 256 MB", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TooManyCells_AreRefused()
    {
        _served.With("many.ipynb", [.. Enumerable.Range(0, 5001).Select(i => ServedNotebooks.Markdown($"m{i}", "x"))]);

        using var response = await _served.GetAsync("/pages/many.html");

        Assert.Contains("5001 cells; the reader opens notebooks of up to 5000", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Page_IsTheBooksPage_ButForItsHead()
    {
        _served.With("same.ipynb", ServedNotebooks.Markdown("m", "# Title $x^2$\n\n| a |\n|---|\n| 1 |"), ServedNotebooks.Code("c", "1 < 2", ServedNotebooks.Stream("<out>"), ServedNotebooks.Html("<b>b</b>")));
        var book = Path.Combine(_served.Data, "book");
        Book.Write(book, [new BookChapter(Notebooks.NotebookDocument.Read(Path.Combine(_served.Folder, "same.ipynb")), "same.html")]);

        var served = await (await _served.GetAsync("/pages/same.html")).Content.ReadAsStringAsync();

        Assert.Equal(Main(File.ReadAllText(Path.Combine(book, "same.html"))), Main(served));

        static string Main(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
    }
}
