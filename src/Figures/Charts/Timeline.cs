using System.Globalization;
using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>Events on a scale of years, a row each, with what happened beside the mark: to its right in the first half, to its left in the second.</summary>
    /// <param name="events">Year and a short sentence of each, in order of time.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There are fewer than two events, or they are not in order.</exception>
    public static GenericChart Timeline((int Year, string What)[] events, string finding, string title)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Length < 2 || events[0].Year == events[^1].Year || events.Zip(events.Skip(1)).Any(pair => pair.First.Year > pair.Second.Year))
        {
            throw new ArgumentException("Give two or more events of different years, the oldest first.", nameof(events));
        }

        var (first, last) = (events[0].Year, events[^1].Year);
        var marks = Look.Trace("scatter", new Map
        {
            ["mode"] = "markers",
            ["name"] = "events",
            ["x"] = events.Select(e => e.Year).ToArray(),
            ["y"] = Enumerable.Range(1, events.Length).ToArray(),
            ["marker"] = new Map { ["color"] = Look.Colour(0), ["symbol"] = "circle", ["size"] = 10 },
            ["text"] = events.Select(e => e.What).ToArray(),
            ["hovertemplate"] = "%{x}: %{text}<extra></extra>",
        });
        var (x, y) = (Look.Axis(null), Look.Axis(null));
        x["range"] = new[] { first - 1, last + 1 };
        x["tickformat"] = "d";
        (y["range"], y["showticklabels"], y["showgrid"], y["zeroline"], y["showline"], y["ticks"]) = (new[] { events.Length + 0.7, 0.3 }, false, false, false, false, "");
        var axes = Axes(x, y);
        axes["annotations"] = events.Select((e, i) => EventNote(e, i + 1, isEarly: (2 * e.Year) <= first + last)).ToArray<object>();
        return Look.Chart([marks], title, finding, axes, 130 + (30 * events.Length));
    }

    private static Map EventNote((int Year, string What) happened, int row, bool isEarly) => new()
    {
        ["x"] = happened.Year,
        ["y"] = row,
        ["text"] = string.Create(CultureInfo.InvariantCulture, $"<b>{happened.Year}</b> {happened.What}"),
        ["showarrow"] = false,
        ["xanchor"] = isEarly ? "left" : "right",
        ["xshift"] = isEarly ? 10 : -10,
    };
}
