using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reader.Charts;

namespace Reader.Tests;

public sealed partial class ChartFigureTests
{
    private const string Caption = """{ "name": "finding", "text": "It falls<br>to 10<sup>-2</sup>.", "showarrow": false, "xref": "paper", "yref": "paper", "x": 0, "y": 0 }""";

    private static JsonObject Chart(string layout, string data = """[{ "type": "scatter", "x": [1.0, 2.0], "y": [0.5, 3.0] }]""") =>
        (JsonObject)JsonNode.Parse($$"""{ "data": {{data}}, "layout": {{layout}} }""")!;

    private static string Html(JsonNode chart) => new ChartFigure(new HtmlCleaner()).Html(chart)!;

    private static JsonNode Drawn(string html) => JsonNode.Parse(Json().Match(html).Groups[1].Value)!;

    [Fact]
    public void TitleAndFinding_AreTextOfThePage_AndNotOfThePicture()
    {
        var html = Html(Chart($$"""{ "title": { "text": "Loss <i>by</i> epoch" }, "height": 420, "margin": { "t": 52, "b": 85 }, "annotations": [{{Caption}}] }"""));

        Assert.Contains("<p class=\"chart-title\">Loss <i>by</i> epoch</p>", html);
        Assert.Contains("<figcaption>It falls to 10<sup>-2</sup>.</figcaption>", html);
        var picture = html[html.IndexOf("<svg", StringComparison.Ordinal)..html.IndexOf("</svg>", StringComparison.Ordinal)];
        Assert.Contains("<title>Loss by epoch</title>", picture);
        Assert.DoesNotContain("epoch", picture.Replace("<title>Loss by epoch</title>", "", StringComparison.Ordinal));
        Assert.Contains("--height:336px", html);          // 420 less the title and two lines of the finding
        Assert.Contains("height=\"336\"", picture);
        var layout = Drawn(html)["layout"]!;
        Assert.Null(layout["title"]);
        Assert.Equal((12, 41), ((int)layout["margin"]!["t"]!, (int)layout["margin"]!["b"]!));
        Assert.False((bool)layout["annotations"]![0]!["visible"]!);
    }

    [Fact]
    public void WhatAllChartsHave_IsLeftOut_AndTheRestStays()
    {
        var layout = Drawn(Html(Chart("""
            { "template": { "data": {} }, "paper_bgcolor": "rgba(0,0,0,0)", "font": { "color": "#767676", "family": "sans-serif" }, "plot_bgcolor": "red",
              "xaxis": { "showline": true, "ticks": "inside", "title": { "text": "step", "standoff": 6, "font": { "size": 13 } } }, "xaxis2": { "automargin": true } }
            """)))["layout"]!;

        Assert.Equal("""{"plot_bgcolor":"red","xaxis":{"ticks":"inside","title":{"text":"step"}},"xaxis2":{}}""", layout.ToJsonString());
    }

    [Fact]
    public void Numbers_AreWrittenShort_AndNothingEndsTheElementEarly()
    {
        var html = Html(Chart("{}", """[{ "type": "scatter", "x": [1.0, 2.50], "y": [3e0, null], "name": "</script><script>alert(1)</script>" }]"""));

        Assert.DoesNotContain("</script><script>", html);
        Assert.Contains("\"x\":[1,2.50],\"y\":[3,null]", html);
        Assert.Equal("</script><script>alert(1)</script>", (string?)Drawn(html)["data"]![0]!["name"]);
    }

    [Fact]
    public void HostileWords_AreCleaned()
    {
        var html = Html(Chart("""{ "title": "<img src=x onerror=alert(1)><b>t</b>", "annotations": [{ "name": "finding", "text": "<script>alert(2)</script><a href='javascript:x'>y</a>" }] }"""));

        var visible = html[..html.IndexOf("<script type", StringComparison.Ordinal)];
        Assert.DoesNotContain("onerror", visible);
        Assert.DoesNotContain("alert(2)", visible);
        Assert.DoesNotContain("javascript:", visible);
        Assert.Contains("<b>t</b>", visible);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{ \"data\": 3 }")]
    public void WhatIsNoChart_IsLeftToTheStoredPicture(string json) => Assert.Null(new ChartFigure(new HtmlCleaner()).Html(JsonNode.Parse(json)));

    [Fact]
    public void HugeChart_IsLeftToTheStoredPicture()
    {
        var values = string.Join(',', Enumerable.Repeat("0.123456789", 200_000));

        Assert.Null(new ChartFigure(new HtmlCleaner()).Html(Chart("{}", $"[{{ \"y\": [{values}] }}]")));
    }

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Json();
}
