using System.Xml.Linq;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

/// <summary>Figures that no library would write, but a notebook may hold.</summary>
public class BrokenFigureTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { """[{"y":{"bdata":"AAA","dtype":"f8"}}]""", "{}", "not base64" },
        { """[{"type":"heatmap","z":{"bdata":"AAAA","dtype":"u1","shape":"2,2"}}]""", "{}", "shape 2, 2 has 3 numbers" },
        { """[{"type":"heatmap","z":[[1,2],[3,4]],"x":[1]}]""", "{}", "1 places in 'x' for 2" },
        { """[{"y":[1,2],"xaxis":"z"}]""", "{}", "the axis 'z'" },
        { """[{"y":[1,2]}]""", """{"height":1}""", "no room" },
    };

    public static TheoryData<string, string> Drawn => new()
    {
        { """[{"y":[1e300,-1e300,1]}]""", "{}" },
        { """[{"y":[]},{}]""", "{}" },
        { """[{"x":["2001-01-01",7,true,null],"y":[1,2,3,4]}]""", """{"xaxis":{"type":"date"}}""" },
        { """[{"y":[1,2]}]""", """{"grid":{"rows":0,"columns":-3},"xaxis":{"range":[5]},"yaxis":{"range":[3,3],"tickvals":"no","dtick":1e-300}}""" },
        { """[{"type":"heatmap","z":[[1,2],[3]],"text":[["a"]],"texttemplate":"%{text}","colorscale":[[0],[1,"red"]]}]""", "{}" },
        { """[{"type":"bar","x":["a",null],"y":["b","c"]}]""", """{"shapes":[{"type":"path"},7],"annotations":[{},{"text":"t","xref":"x9"}],"title":{"text":""}}""" },
        { """[{"type":"histogram","x":[5,5,5],"xbins":{"start":0,"end":-1,"size":0.001}}]""", "{}" },
        { """[{"type":"box","y":["a","b"]},{"type":"box"}]""", "{}" },
        { """[{"y":[1,2]}]""", """{"width":1e12,"shapes":[{"x0":-1e300,"x1":1e300,"y0":1,"y1":1,"xref":"paper"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Figure_ThatCannotBeReadIsRefusedInWords(string data, string layout, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => PlotlySvg.Render(Svg.Figure(data, layout))).Message);

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Figure_WithOddPartsIsStillAPicture(string data, string layout)
    {
        var svg = PlotlySvg.Render(Svg.Figure(data, layout));

        Assert.NotEmpty(XElement.Parse(svg).All("desc").Single().Value);
        Assert.DoesNotContain("NaN", svg);
        Assert.NotEmpty(PlotlyText.Describe(Svg.Figure(data, layout)));
    }
}
