using System.Text.Json.Nodes;
using System.Xml.Linq;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class PlotlySvgTests
{
    private static readonly string[] Allowed =
        ["svg", "title", "desc", "text", "tspan", "path", "line", "image"];

    public static TheoryData<string, string> Figures => new()
    {
        { """[{"type":"scatter","mode":"lines","x":[1,2,3],"y":[1,4,2],"name":"a"},{"mode":"lines+markers","x":[1,2],"y":[3,null],"name":"<b> & \"c\""}]""", """{"title":{"text":"A <b>title</b> & more"}}""" },
        { """[{"type":"scatter","mode":"lines","x":[1,2],"y":[1,2]},{"type":"scatter","mode":"lines","fill":"tonexty","x":[1,2],"y":[3,4]}]""", "{}" },
        { """[{"type":"bar","x":["p","q"],"y":[1,-2]},{"type":"bar","x":["p","q"],"y":[2,1]}]""", """{"barmode":"stack","legend":{"orientation":"h","y":-0.2}}""" },
        { """[{"type":"bar","orientation":"h","y":["p","q"],"x":[1,2],"text":["one","two"]}]""", "{}" },
        { """[{"type":"histogram","x":[1,2,2,3,3,3,4,4,5]}]""", """{"xaxis":{"title":"value"}}""" },
        { """[{"type":"box","y":[1,2,3,4,20],"name":"left"},{"type":"box","y":[2,3,4],"name":"right"}]""", "{}" },
        { """[{"type":"heatmap","z":[[1,2],[3,null]],"x":["a","b"],"y":["c","d"],"texttemplate":"%{z:.1f}","colorbar":{"title":{"text":"size"}}}]""", "{}" },
        { """[{"type":"contour","z":[[1,2,3],[3,4,5],[5,6,7]]}]""", "{}" },
        { """[{"type":"violin","y":[1,2]}]""", "{}" },
        { """[{"x":["2001-01-01","2003-01-01"],"y":[1,2]}]""", """{"shapes":[{"type":"rect","x0":"2001-06-01","x1":"2002-01-01","yref":"paper","y0":0,"y1":1,"fillcolor":"rgba(0,0,0,0.1)"}],"annotations":[{"x":"2002-01-01","y":1.5,"text":"here"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void Render_HoldsOnlyPlainElementsAndAttributes(string data, string layout)
    {
        var svg = Svg.Render(data, layout);

        foreach (var element in svg.DescendantsAndSelf())
        {
            Assert.Contains(element.Name.LocalName, Allowed);
            foreach (var attribute in element.Attributes())
            {
                Assert.DoesNotContain(attribute.Name.LocalName, new[] { "id", "class", "style" });
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), attribute.ToString());
                Assert.DoesNotContain("url(", attribute.Value, StringComparison.Ordinal);
                Assert.DoesNotContain("var(", attribute.Value, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
                Assert.True(attribute.Name.LocalName != "href" || attribute.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal), attribute.Value);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Render_GivesTheSameTextTwice(string data, string layout) =>
        Assert.Equal(PlotlySvg.Render(Svg.Figure(data, layout)), PlotlySvg.Render(Svg.Figure(data, layout)));

    [Theory]
    [MemberData(nameof(Figures))]
    public void Render_IsSmall(string data, string layout) => Assert.InRange(PlotlySvg.Render(Svg.Figure(data, layout)).Length, 500, 12_000);

    [Fact]
    public void Render_LeavesTheFigureAsItWas()
    {
        var figure = Svg.Figure("""[{"y":[1,2,3]}]""", """{"title":"t"}""");
        var before = figure.ToJsonString();

        PlotlySvg.Render(figure);

        Assert.Equal(before, figure.ToJsonString());
    }

    [Fact]
    public void Render_NamesTheFigureAndSaysWhatItShows()
    {
        var svg = Svg.Render("""[{"y":[1,2]}]""", """{"title":{"text":"Loss <b>falls</b>"},"meta":{"description":"The loss halves each epoch."}}""");

        Assert.Equal("Loss falls", svg.All("title").Single().Value);
        Assert.Equal("The loss halves each epoch.", svg.All("desc").Single().Value);
    }

    [Fact]
    public void Render_DescribesTheTracesWhenTheFigureSaysNothing() =>
        Assert.Contains("2 points", Svg.Render("""[{"y":[1,2]}]""").All("desc").Single().Value);

    [Fact]
    public void Render_SetsTheFindingBelowThePlot()
    {
        var layout = """{"annotations":[{"name":"finding","text":"It rises.","showarrow":false}]}""";
        var svg = Svg.Render("""[{"y":[1,2]}]""", layout);

        var caption = svg.All("text").Single(text => text.Value == "It rises.");
        Assert.InRange(double.Parse(caption.Get("y")!), 420, 450);
    }

    [Fact]
    public void Render_TakesItsSizeFromTheLayoutOrTheCaller()
    {
        var figure = Svg.Figure("""[{"y":[1,2]}]""", """{"width":500,"height":300}""");

        Assert.Equal("0 0 500 300", XElement.Parse(PlotlySvg.Render(figure)).Get("viewBox"));
        Assert.Equal("0 0 640 200", XElement.Parse(PlotlySvg.Render(figure, width: 640, height: 200)).Get("viewBox"));
    }

    [Fact]
    public void Render_NamesATypeThatItCannotDraw()
    {
        var figure = Svg.Figure("""[{"type":"violin","y":[1,2]},{"type":"pie","visible":false},{"type":"bar","y":[1]}]""");

        Assert.Contains("A trace of type 'violin' is not drawn in this picture.", XElement.Parse(PlotlySvg.Render(figure)).Texts());
        Assert.Equal(["violin"], PlotlySvg.UnsupportedTraces(figure));
    }

    [Fact]
    public void Render_RefusesAFigureWithoutData()
    {
        var error = Assert.Throws<ArgumentException>(() => PlotlySvg.Render(new JsonObject { ["layout"] = new JsonObject() }));

        Assert.Contains("'data'", error.Message);
    }

    [Fact]
    public void Render_RefusesASizeWithoutRoom() =>
        Assert.Throws<ArgumentException>(() => PlotlySvg.Render(Svg.Figure("""[{"y":[1,2]}]"""), width: 40, height: 40));

    [Fact]
    public void Render_DrawsNothingForTracesThatAreHidden()
    {
        var svg = Svg.Render("""[{"y":[1,2],"visible":"legendonly","line":{"color":"#123456"}},{"y":[1,2],"visible":true}]""");

        Assert.DoesNotContain(svg.All("path"), path => path.Get("stroke") == "#123456");
    }

    [Fact]
    public void Render_EscapesNamesAndLeavesOutForbiddenCharacters()
    {
        var svg = Svg.Render("""[{"y":[1,2],"name":"a < b & \u0001c"},{"y":[2,1],"name":"<script>alert(1)</script>"}]""");

        Assert.Contains("a < b & c", svg.Texts());
        Assert.Contains("alert(1)", svg.Texts());
    }

    [Fact]
    public void Render_IgnoresAColourThatIsNotOne()
    {
        var svg = Svg.Render("""[{"y":[1,2],"mode":"lines","line":{"color":"url(https://example.org)"}}]""");

        Assert.Contains(svg.All("path"), path => path.Get("stroke") == "#1f7fc4");
    }
}
