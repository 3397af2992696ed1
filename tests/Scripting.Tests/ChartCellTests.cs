namespace Scripting.Tests;

public class ChartCellTests
{
    [Fact]
    public async Task Chart_FromAReferencedAssembly_IsShownAsPlotlyJsonAndText()
    {
        await using var cells = new Recording(Places.Figures);
        await cells.RunAllAsync(
            "#r \"Plotly.NET.dll\"\n#r \"Plotly.NET.CSharp.dll\"",
            "using Plotly.NET.CSharp;",
            "Chart.Line<int, int, string>(new[] { 1, 2, 3 }, new[] { 3, 1, 2 })");
        var figure = cells.Result["application/vnd.plotly.v1+json"]!;
        Assert.Equal("scatter", (string)figure["data"]![0]!["type"]!);
        Assert.StartsWith("<svg", (string)cells.Result["image/svg+xml"]!, StringComparison.Ordinal);
        Assert.Contains("3 points", cells.ResultText, StringComparison.Ordinal);

        // Nothing that a page would have to fetch, or find a loader for.
        Assert.DoesNotContain("require", cells.Result.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", cells.Result.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Chart_AskedForAsHtmlTakesTheLibraryAsAModuleIfThePageHasIt()
    {
        await using var cells = new Recording(Places.Figures);
        await cells.RunAllAsync(
            "#r \"Plotly.NET.dll\"\n#r \"Plotly.NET.CSharp.dll\"",
            "using Plotly.NET.CSharp;",
            "Chart.Line<int, int, string>(new[] { 1, 2, 3 }, new[] { 3, 1, 2 }, Name: \"</figure><script>\").Display(\"text/html\");");
        var data = cells.Outputs.OfType<DisplayOutput>().Single().Data;

        Assert.Equal(["text/html", "text/plain"], data.Select(form => form.Key).Order(StringComparer.Ordinal));
        var html = (string)data["text/html"]!;
        Assert.StartsWith("<figure data-chart=\"{&quot;data&quot;:[", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("<script type=\"module\">", html, StringComparison.Ordinal);
        Assert.Contains("import(\"plotly.js-dist-min\")", html, StringComparison.Ordinal);
        Assert.DoesNotContain("require", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(html.Split("<script")[1..]); // the name is a text
    }

    [Fact]
    public async Task Chart_ThatCannotBePictured_IsStillShown()
    {
        await using var cells = new Recording(Places.Figures);
        await cells.RunAllAsync(
            "#r \"Plotly.NET.dll\"\n#r \"DynamicObj.dll\"",
            "using Plotly.NET;",
            "var trace = new Trace(\"heatmap\"); trace.SetProperty(\"z\", \"not rows\");",
            "GenericChart.ofTraceObject(true, trace)");
        Assert.NotNull(cells.Result["application/vnd.plotly.v1+json"]);
        Assert.Contains("without rows of numbers", cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFrame_IsShownAsATable()
    {
        await using var cells = new Recording(Places.Figures);
        await cells.RunAllAsync(
            "#r \"Microsoft.Data.Analysis.dll\"",
            "using Microsoft.Data.Analysis;",
            "new DataFrame(new StringDataFrameColumn(\"<b>model\", new[] { \"rnn\", \"<script>\" }), new DoubleDataFrameColumn(\"rmse\", new[] { 1.25, 2 }))");
        Assert.Equal("<b>model  rmse\nrnn       1.25\n<script>     2", cells.ResultText);
        var html = (string)cells.Result["text/html"]!;
        Assert.Contains("<th>&lt;b&gt;model</th>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }
}
