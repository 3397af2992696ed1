using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json.Nodes;
using Scripting.Formatting;

namespace Scripting.Tests.Formatting;

public class ChartScriptTests
{
    private const string Script = "<script>\n var data = [{\"type\":\"scatter\",\"y\":[1,2]}];\n var layout = {\"title\":\"t\"};\n Plotly.newPlot('id', data, layout);</script>";

    [Fact]
    public void Figure_IsReadFromTheScript()
    {
        var figure = ChartScript.Read(Script);
        Assert.Equal("scatter", (string)figure["data"]![0]!["type"]!);
        Assert.Equal("t", (string)figure["layout"]!["title"]!);
    }

    [Theory]
    [InlineData("Plotly.newPlot('id');")]
    [InlineData("var data = [1, ")]
    public void Script_WithoutDataIsAnError(string script) => Assert.Contains("var data = …", Assert.Throws<FormatException>(() => ChartScript.Read(script)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Chart_OfXPlotIsShownInItsSize()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            $"namespace XPlot.Plotly {{ public class PlotlyChart {{ public int Width => 300; public int Height => 200; public string GetInlineJS() => \"\"\"\n{Script}\n\"\"\"; }} }}",
            "new XPlot.Plotly.PlotlyChart()");
        Assert.Equal(300, (int)cells.Result["application/vnd.plotly.v1+json"]!["layout"]!["width"]!);
        Assert.StartsWith("<svg", (string)cells.Result["image/svg+xml"]!, StringComparison.Ordinal);
        Assert.Contains("2 points", cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_OfAnOlderPlotlyNetIsShown()
    {
        var data = new JsonObject();
        Assert.True(ChartFormatter.TryFormat(Activator.CreateInstance(OlderChart())!, data));
        Assert.Equal("t", (string)data["application/vnd.plotly.v1+json"]!["layout"]!["title"]!);
        Assert.Contains("2 points", (string)data["text/plain"]!, StringComparison.Ordinal);
    }

    // As F# compiles it, and C# cannot: a type within a class of its own name.
    private static Type OlderChart()
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("older"), AssemblyBuilderAccess.Run).DefineDynamicModule("older");
        var holder = module.DefineType("Plotly.NET.GenericChart", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var chart = holder.DefineNestedType("GenericChart", TypeAttributes.NestedPublic);
        var code = holder.DefineMethod("toChartHTML", MethodAttributes.Public | MethodAttributes.Static, typeof(string), [chart]).GetILGenerator();
        code.Emit(OpCodes.Ldstr, Script);
        code.Emit(OpCodes.Ret);
        holder.CreateType();
        return chart.CreateType();
    }
}
