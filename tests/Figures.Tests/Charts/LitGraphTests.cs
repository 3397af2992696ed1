namespace Figures.Tests;

public class LitGraphTests
{
    private static readonly GraphNode[] s_nodes = [new("a", 0, 0), new("b", 1, 0), new("c", 1, 1), new("L", 2, 1)];
    private static readonly GraphEdge[] s_edges = [new("a", "b"), new("a", "c"), new("b", "L"), new("c", "L")];

    private static (string, GraphEdge[], string)[] Choices =>
        [("first", [s_edges[0]], "By b."), ("both", [s_edges[0], s_edges[1]], "By b and c.")];

    [Fact]
    public void Buttons_LightTheWaysFromTheirEdgesAndChangeTheFinding()
    {
        var figure = Draw.LitGraph(s_nodes, s_edges, Choices, "Ways").Json();

        // all edges, then for each choice its ways and its marks; a gap ends each edge
        Assert.Equal(
            [4, 2, 1, 4, 2],
            figure["data"]!.AsArray().Select((trace, k) => trace!["x"]!.AsArray().Count / (k is 2 or 4 ? 1 : 3)));
        foreach (var (k, finding) in new[] { (0, "By b."), (1, "By b and c.") })
        {
            var args = figure["layout"]!["updatemenus"]![0]!["buttons"]![k]!["args"]!;
            Assert.Equal([true, k == 0, k == 0, k == 1, k == 1], args[0]!["visible"]!.AsArray().Select(v => (bool)v!));
            Assert.Equal(finding, (string)args[1]!["annotations[4].text"]!);
            Assert.Equal("finding", (string)figure["layout"]!["annotations"]![4]!["name"]!);
        }
    }

    [Fact]
    public void LitGraph_RefusesNamesThatItDoesNotKnow()
    {
        Assert.Contains("'d'", Assert.Throws<ArgumentException>(() => Draw.LitGraph(s_nodes, [new("a", "d")], Choices, "Ways")).Message, StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Draw.LitGraph([.. s_nodes, s_nodes[0]], s_edges, Choices, "Ways")).Message, StringComparison.Ordinal);
        Assert.Contains("'none'", Assert.Throws<ArgumentException>(() => Draw.LitGraph(s_nodes, s_edges, [("none", [], "Nothing.")], "Ways")).Message, StringComparison.Ordinal);
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => Draw.LitGraph(s_nodes, s_edges, [("other", [new("b", "c")], "No.")], "Ways")).Message, StringComparison.Ordinal);
    }
}
