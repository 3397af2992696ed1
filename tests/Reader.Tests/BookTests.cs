using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;
using Reader.Pages;

namespace Reader.Tests;

public sealed partial class BookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private int _notebooks;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JsonObject Markdown(string id, string text) => new() { ["cell_type"] = "markdown", ["id"] = id, ["metadata"] = new JsonObject(), ["source"] = text };

    private static JsonObject Code(string id, string text, params JsonObject[] outputs) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = 1,
        ["id"] = id,
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray([.. outputs]),
        ["source"] = text,
    };

    private static JsonObject Result(string mimeType, JsonNode data) => new()
    {
        ["output_type"] = "execute_result",
        ["data"] = new JsonObject { ["text/plain"] = "plain <b>", [mimeType] = data },
        ["metadata"] = new JsonObject(),
        ["execution_count"] = 1,
    };

    private NotebookDocument Notebook(params JsonObject[] cells) => NotebookDocument.Parse(
        new JsonObject { ["cells"] = new JsonArray([.. cells]), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString(), Path.Combine(_folder, $"source{_notebooks++}.ipynb"));

    private (string Html, IReadOnlyList<PageProblem> Problems) Page(params JsonObject[] cells)
    {
        var problems = Book.Write(Path.Combine(_folder, "book"), [new BookChapter(Notebook(cells), "page.html")]);
        return (File.ReadAllText(Path.Combine(_folder, "book", "page.html")), problems);
    }

    [Fact]
    public void Page_KeepsAFoldedSolution()
    {
        var (html, problems) = Page(Markdown("a", "<details>\n<summary>Solution</summary>\n\nAs $w^2$:\n\n```csharp\nvar w = x < 1 ? 2 : 3;\n```\n\n</details>\n"));

        Assert.Empty(problems);
        Assert.Matches("<details>\\s*<summary>Solution</summary>\\s*<p>As .*<math.*</math>:</p>\\s*<pre tabindex=\"0\"><code><span class=\"k\">var</span> w = x &lt; <span class=\"n\">1</span> \\? .*</code></pre>\\s*</details>", html);
    }

    [Fact]
    public void Write_LinksChaptersInOrder()
    {
        var book = Path.Combine(_folder, "book");
        Book.Write(book, [
            new BookChapter(Notebook(Markdown("a", "# One *first* $x$")), "01-one.html"),
            new BookChapter(Notebook(Markdown("b", "no heading")), "zh/02 two.html"),
            new BookChapter(Notebook(Markdown("c", "# Three & more")), "03-three.html"),
        ]);

        var index = File.ReadAllText(Path.Combine(book, "index.html"));
        var second = File.ReadAllText(Path.Combine(book, "zh", "02 two.html"));
        Assert.Equal(["zh/index.html", "01-one.html", "zh/02%20two.html", "03-three.html"], Link().Matches(index).Select(link => link.Groups[1].Value).Where(link => link.EndsWith(".html")));
        Assert.Contains("One first <math", index);
        Assert.Contains("Three &amp; more", index);
        var third = File.ReadAllText(Path.Combine(book, "03-three.html"));
        Assert.Contains("rel=\"prev\" href=\"01-one.html\"", third);
        Assert.DoesNotContain("rel=\"next\"", third);
        Assert.DoesNotContain("class=\"language\"", third);
        Assert.DoesNotContain("rel=\"prev\"", second);
        Assert.Contains("href=\"../zh/index.html\"", second);
        Assert.Contains("<html lang=\"zh-Hans\">", second);
        Assert.Contains("<h1>02 two</h1>", second);
        Assert.Contains("href=\"../assets/book.css\"", second);
        Assert.True(File.Exists(Path.Combine(book, "assets", "book.css")));
    }

    [Fact]
    public void Pages_AskNoOtherHostAndRunNothing()
    {
        var (html, _) = Page(
            Markdown("a", "# T\n\n<script src=\"https://e.org/x.js\"></script><img src=\"https://e.org/x.png\"> <b onclick=\"x()\">b</b>"),
            Code("b", "x", Result("text/html", "<script>alert(1)</script><table><tr><td>7</td></tr></table>"), Result("image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>")));

        Assert.Equal(["assets/book.js", "assets/charts.js"], Script().Matches(html).Select(script => script.Groups["src"].Value));
        Assert.DoesNotContain("onclick", html);
        Assert.DoesNotContain("e.org", html);
        Assert.Contains("<td>7</td>", html);
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", html);
        Assert.All(Source().Matches(html), source => Assert.Matches("^(data:image/|assets/)", source.Groups[1].Value));
    }

    [Fact]
    public void Code_AndTextOutputs_AreEncoded()
    {
        var (html, _) = Page(Code("cell-1", "var a = 1 < 2 && \"<script>\" != \"\";",
            new JsonObject { ["output_type"] = "stream", ["name"] = "stderr", ["text"] = new JsonArray("<i>\n", "\u001b[31mred\u001b[0m\n") },
            new JsonObject { ["output_type"] = "error", ["ename"] = "E<x>", ["evalue"] = "v&v", ["traceback"] = new JsonArray("at <line>") },
            Result("application/x", "y")));

        Assert.Contains("<section class=\"code\" id=\"cell-1\">", html);
        Assert.Contains("<span class=\"k\">var</span> a = <span class=\"n\">1</span> &lt; <span class=\"n\">2</span> &amp;&amp; <span class=\"s\">&quot;&lt;script&gt;&quot;</span>", html);
        Assert.Contains("<pre class=\"stream stderr\">&lt;i&gt;\nred</pre>", html);
        Assert.Contains("E&lt;x&gt;: v&amp;v", html);
        Assert.Contains("at &lt;line&gt;", html);
        Assert.Contains("plain &lt;b&gt;", html);
    }

    [Fact]
    public void Formulas_BecomeMathML_AndMarkdownDoesNotEatThem()
    {
        var (html, problems) = Page(Markdown("a", "# T\n\n$a_1 * b * c_2$ and `$code$`\n\n\\begin{align}\nx &= 1 \\\\\ny &= 2\n\\end{align}\n\n| f |\n|---|\n| $|x|$ |\n\n    $indented$\n\n[$t$](x \"$title$\")"));

        Assert.Empty(problems);
        Assert.Equal(4, Regex.Count(html, "<math"));
        Assert.Contains("<code>$code$</code>", html);
        Assert.Contains("$indented$", html);
        Assert.Contains("title=\"$title$\"", html);
        Assert.DoesNotContain("<em>", html);
        Assert.DoesNotContain('\uE000', html);
    }

    [Fact]
    public void WrongFormula_IsAProblemWithCellAndLine_AndShowsItsSource()
    {
        var (html, problems) = Page(Markdown("a", "# T"), Markdown("b", "text\n\nand $\\unknowncommand$ here"));

        var problem = Assert.Single(problems);
        Assert.Equal((2, "b", 3, "FormulaError"), (problem.Cell.Number, problem.Cell.Id, problem.Line, problem.Kind));
        Assert.Contains("unknowncommand", problem.Message);
        Assert.Contains("<code class=\"wrong\">$\\unknowncommand$</code>", html);
    }

    [Fact]
    public void Pictures_AreEmbedded()
    {
        File.WriteAllBytes(Path.Combine(_folder, "beside.png"), [1, 2, 3]);
        var attached = Markdown("a", "![one](attachment:p.png) ![two](beside.png)");
        attached["attachments"] = new JsonObject { ["p.png"] = new JsonObject { ["image/png"] = "QUJD\n" } };

        var (html, problems) = Page(attached, Code("b", "x", Result("image/svg+xml", new JsonArray("<svg>", "</svg>"))));

        Assert.Empty(problems);
        Assert.Contains("<img src=\"data:image/png;base64,QUJD\" alt=\"one\">", html);
        Assert.Contains("<img src=\"data:image/png;base64,AQID\" alt=\"two\">", html);
        Assert.Contains("<figure><img src=\"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=\" alt=\"plain &lt;b&gt;\"></figure>", html);
    }

    [Theory]
    [InlineData("missing.png", "does not exist")]
    [InlineData("../outside.png", "outside of the notebook's folder")]
    [InlineData("https://e.org/x.png", "loads nothing from elsewhere")]
    [InlineData("attachment:none.png", "no attachment 'none.png'")]
    [InlineData("source.txt", "not one of .png")]
    public void WrongPicture_IsAProblem(string picture, string said)
    {
        var (html, problems) = Page(Markdown("a", $"# T\n\n![x]({picture})"));

        Assert.Contains(said, Assert.Single(problems).Message);
        Assert.Equal(3, problems[0].Line);
        Assert.DoesNotContain("e.org", html);
    }

    [Fact]
    public void Links_LeadFromThePageToWhatTheyMeantInTheNotebook()
    {
        var links = new BookLinks("/b/artifacts/book", [
            new BookChapter(NotebookDocument.Parse(Notebook().ToJson(), "/b/notebooks/01-a.ipynb"), "01-a.html"),
            new BookChapter(NotebookDocument.Parse(Notebook().ToJson(), "/b/notebooks/zh/02 b.ipynb"), "zh/02 b.html"),
        ]);
        var first = NotebookDocument.Parse(Notebook().ToJson(), "/b/notebooks/01-a.ipynb");
        var second = NotebookDocument.Parse(Notebook().ToJson(), "/b/notebooks/zh/02 b.ipynb");

        Assert.Equal("zh/02%20b.html#c2", links.Resolve("zh/02%20b.ipynb#c2", first));
        Assert.Equal("../01-a.html", links.Resolve("../01-a.ipynb", second));
        Assert.Equal("../../src/Lstm.cs#L3", links.Resolve("../src/Lstm.cs#L3", first));
        Assert.Equal("../../../src/Lstm.cs", links.Resolve("../../src/Lstm.cs", second));
        Assert.All(["https://e.com/x.ipynb", "mailto:a@e.com", "#cell", "//e.com", "/x", ""], url => Assert.Equal(url, links.Resolve(url, first)));
    }

    [Fact]
    public void Write_GivesTheSameBytesEachTime()
    {
        var first = Page(Markdown("a", "# T $x$"), Code("b", "1", Result("text/html", "<p>x</p>"))).Html;

        Assert.Equal(first, Page(Markdown("a", "# T $x$"), Code("b", "1", Result("text/html", "<p>x</p>"))).Html);
    }

    [Fact]
    public void Editions_LeadToEachOther_AndTheIndexNamesWhatIsNotTranslated()
    {
        var book = Path.Combine(_folder, "book");
        Book.Write(book, [
            new BookChapter(Notebook(Markdown("a", "# One")), "01.html"),
            new BookChapter(Notebook(Markdown("b", "# Two")), "02.html"),
            new BookChapter(Notebook(Markdown("a", "# 一")), "zh/01.html"),
        ]);

        Assert.Contains("<a class=\"language\" lang=\"zh-Hans\" hreflang=\"zh-Hans\" href=\"zh/01.html\">中文</a>", File.ReadAllText(Path.Combine(book, "01.html")));
        Assert.DoesNotContain("class=\"language\"", File.ReadAllText(Path.Combine(book, "02.html")));
        Assert.Contains("hreflang=\"en\" href=\"../01.html\">English</a>", File.ReadAllText(Path.Combine(book, "zh", "01.html")));
        var index = File.ReadAllText(Path.Combine(book, "index.html"));
        Assert.Contains("href=\"zh/index.html\">中文</a>", index);
        Assert.DoesNotContain("一", index);
        var chinese = File.ReadAllText(Path.Combine(book, "zh", "index.html"));
        Assert.Contains("<li><a href=\"../zh/01.html\">一</a></li>", chinese);
        Assert.Contains("<li><a href=\"../02.html\" lang=\"en\">Two</a> <span class=\"only\">英文</span></li>", chinese);
        Assert.Contains("<h1>循环网络手册</h1>", chinese);
    }

    [Fact]
    public void SearchTexts_HoldEachCellWithItsSection()
    {
        Page(
            Markdown("a", "# One *first*\n\nIntro with $x_1$ and `code`."),
            Code("b", "var a = 1;   // </script>"),
            Markdown("c", "## A section\n\nWords[^1] & <b>bold</b>."));

        var script = File.ReadAllText(Path.Combine(_folder, "book", "assets", "search-en.js"));
        Assert.StartsWith("workbookSearch = [", script);
        var page = Assert.Single(JsonNode.Parse(script["workbookSearch = ".Length..].TrimEnd(';', '\n'))!.AsArray())!;
        Assert.Equal(("page.html", "One first"), ((string)page["page"]!, (string)page["title"]!));
        Assert.Equal(
            ["a|One first|One first Intro with x_1 and code.|False", "b|One first|var a = 1; // </script>|True", "c|A section|A section Words[^1] & bold.|False"],
            page["cells"]!.AsArray().Select(cell => string.Join('|', cell!.AsArray().Select(part => part!.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)part! : ((bool)part!).ToString()))));
    }

    [GeneratedRegex("<script( src=\"(?<src>[^\"]*)\")?[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("(?:src|<link[^>]*href)=\"([^\"]*)\"")]
    private static partial Regex Source();
}
