using Plotly.NET;

namespace Figures;

/// <summary>Something that is computed, drawn as a circle; places are in steps to the right and rows upwards.</summary>
/// <param name="Name">What stands in the circle, such as <c>h<sub>2</sub></c>; unique.</param>
/// <param name="X">Place to the right.</param>
/// <param name="Y">Place upwards.</param>
public sealed record GraphNode(string Name, double X, double Y);

/// <summary>A use of one computed thing in the computation of another.</summary>
/// <param name="From">The name of the node that is used.</param>
/// <param name="To">The name of the node that uses it.</param>
public sealed record GraphEdge(string From, string To);

public static partial class Draw
{
    private const double Shortened = 0.2;      // of a step: the room of a circle at either end of an edge
    private const int ButtonRoom = 52;

    /// <summary>
    /// A graph of a computation, with a button for each of some choices. A choice lights its edges, drawn with a mark on them, and all edges on the
    /// ways from there to nodes that nothing uses; the others stay thin and dotted. It works without a kernel.
    /// </summary>
    /// <param name="nodes">What is computed.</param>
    /// <param name="edges">What is used where; no way along them leads back to its start.</param>
    /// <param name="choices">The text of each button, the edges where it begins, and what is then to be seen. The first is what the figure opens with.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no node, edge or choice, a name is unknown or comes twice, or a choice begins at an edge that is not there.</exception>
    public static GenericChart LitGraph(GraphNode[] nodes, GraphEdge[] edges, (string Button, GraphEdge[] Begins, string Finding)[] choices, string title)
    {
        Require.Some(nodes, nameof(nodes));
        Require.Some(edges, nameof(edges));
        Require.Some(choices, nameof(choices));
        var places = Places(nodes, edges);
        foreach (var (button, begins, _) in choices)
        {
            if (begins.Length == 0 || begins.Except(edges).FirstOrDefault() is not null)
            {
                throw new ArgumentException($"'{button}' needs one or more of the graph's own edges to begin at.", nameof(choices));
            }
        }

        List<Trace> traces = [Segments("all edges", edges, places, new Map { ["color"] = Look.Ink, ["dash"] = "dot", ["width"] = 1 })];
        for (var k = 0; k < choices.Length; k++)
        {
            var lit = Segments(choices[k].Button, Reached(choices[k].Begins, edges), places, new Map { ["color"] = Look.Colour(1), ["dash"] = "solid", ["width"] = 3 });
            var marks = Middles(choices[k].Button, choices[k].Begins, places);
            lit.SetProperty("visible", k == 0);
            marks.SetProperty("visible", k == 0);
            traces.AddRange([lit, marks]);
        }

        var (x, y) = (Look.Axis(null), Look.Axis(null));
        foreach (var (axis, ends) in new[] { (x, nodes.Select(n => n.X)), (y, nodes.Select(n => n.Y)) })
        {
            (axis["range"], axis["visible"], axis["fixedrange"]) = (new[] { ends.Min() - 0.5, ends.Max() + 0.5 }, false, true);
        }

        var axes = Axes(x, y);
        axes["annotations"] = nodes.Select(Label).ToArray<object>();
        axes["shapes"] = nodes.Select(Circle).ToArray();
        axes["showlegend"] = false;
        axes["updatemenus"] = new[] { Buttons([.. choices.Select((choice, k) => Button(choice.Button, Visible(k, choices.Length), nodes.Length, choice.Finding))]) };
        return Look.Chart(traces, title, choices[0].Finding, axes, 400, ButtonRoom);
    }

    private static Dictionary<string, GraphNode> Places(GraphNode[] nodes, GraphEdge[] edges)
    {
        var places = new Dictionary<string, GraphNode>();
        foreach (var node in nodes)
        {
            if (!places.TryAdd(node.Name, node))
            {
                throw new ArgumentException($"Two nodes are called '{node.Name}'.", nameof(nodes));
            }
        }

        return edges.SelectMany(edge => new[] { edge.From, edge.To }).FirstOrDefault(name => !places.ContainsKey(name)) is { } missing
            ? throw new ArgumentException($"An edge names '{missing}', which is no node.", nameof(edges))
            : places;
    }

    // The edges themselves, and every edge that begins where one of these ends.
    private static GraphEdge[] Reached(GraphEdge[] begins, GraphEdge[] edges)
    {
        var reached = new HashSet<GraphEdge>(begins);
        for (var open = new Queue<GraphEdge>(begins); open.TryDequeue(out var edge);)
        {
            foreach (var next in edges.Where(next => next.From == edge.To && reached.Add(next)))
            {
                open.Enqueue(next);
            }
        }

        return [.. edges.Where(reached.Contains)];
    }

    private static Trace Segments(string name, GraphEdge[] edges, Dictionary<string, GraphNode> places, Map line)
    {
        var (x, y) = (new List<double?>(), new List<double?>());
        foreach (var edge in edges)
        {
            var (from, to) = (places[edge.From], places[edge.To]);
            var share = Shortened / Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));
            foreach (var part in new[] { share, 1 - share })
            {
                x.Add(Look.Number(from.X + (part * (to.X - from.X))));
                y.Add(Look.Number(from.Y + (part * (to.Y - from.Y))));
            }

            x.Add(null);
            y.Add(null);
        }

        return Look.Trace("scatter", new Map { ["mode"] = "lines", ["name"] = name, ["x"] = x, ["y"] = y, ["line"] = line, ["hoverinfo"] = "skip" });
    }

    private static Trace Middles(string name, GraphEdge[] edges, Dictionary<string, GraphNode> places) => Look.Trace("scatter", new Map
    {
        ["mode"] = "markers",
        ["name"] = $"{name}, uses",
        ["x"] = Look.Numbers(edges.Select(edge => (places[edge.From].X + places[edge.To].X) / 2)),
        ["y"] = Look.Numbers(edges.Select(edge => (places[edge.From].Y + places[edge.To].Y) / 2)),
        ["marker"] = new Map { ["color"] = Look.Colour(1), ["symbol"] = "diamond", ["size"] = 13 },
        ["hoverinfo"] = "skip",
    });

    private static Map Label(GraphNode node) => new()
    {
        ["x"] = node.X,
        ["y"] = node.Y,
        ["text"] = node.Name,
        ["showarrow"] = false,
        ["xanchor"] = "center",
        ["yanchor"] = "middle",
        ["font"] = new Map { ["size"] = 14 },
    };

    private static Map Circle(GraphNode node) => new()
    {
        ["type"] = "circle",
        ["xref"] = "x",
        ["yref"] = "y",
        ["x0"] = node.X - Shortened,
        ["x1"] = node.X + Shortened,
        ["y0"] = node.Y - Shortened,
        ["y1"] = node.Y + Shortened,
        ["line"] = new Map { ["color"] = Look.Ink, ["width"] = 1 },
    };

    private static bool[] Visible(int choice, int choices) => [true, .. Enumerable.Range(0, choices).SelectMany(k => new[] { k == choice, k == choice })];

    private static Map Button(string label, bool[] visible, int finding, string says) => new()
    {
        ["label"] = label,
        ["method"] = "update",
        ["args"] = new object[] { new Map { ["visible"] = visible }, new Map { [$"annotations[{finding}].text"] = Look.Wrap(says) } },
    };

    private static Map Buttons(Map[] buttons) => new()
    {
        ["type"] = "buttons",
        ["direction"] = "right",
        ["active"] = 0,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new Map { ["t"] = Look.ControlsTop - 50 },
        ["font"] = new Map { ["color"] = Look.Ink },
        ["buttons"] = buttons,
    };
}
