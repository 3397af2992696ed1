using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>The bars of one trace, after grouping or stacking with the other bar traces on the same axes.</summary>
/// <param name="IsLying">Whether they reach to the right instead of upwards.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Places">The places that they, or the groups they are in, stand at.</param>
/// <param name="Spacing">Distance between two places.</param>
internal sealed record BarData(bool IsLying, Bar[] Bars, double[] Places, double Spacing)
{
    /// <summary>Arranges all bars of one subplot as <c>layout.barmode</c> says: <c>group</c> (default), <c>stack</c>, <c>relative</c> or <c>overlay</c>.</summary>
    public static Dictionary<Trace, BarData> Arrange(IReadOnlyList<Trace> traces, JsonNode? layout)
    {
        var columns = traces.Select(trace => trace.Type == "histogram" ? Histogram.Count(trace, traces) : Column.Read(trace)).ToList();
        var mode = layout.At("barmode").Text() ?? "group";
        var spacing = SpacingOf(columns);
        var isHistogram = traces.All(trace => trace.Type == "histogram");
        var room = spacing * (1 - (layout.At("bargap").Number() ?? (isHistogram ? 0 : 0.2)));
        var arranged = new Dictionary<Trace, BarData>();
        var tops = new Dictionary<(double Position, bool IsUp), double>();
        for (var i = 0; i < traces.Count; i++)
        {
            var (column, share) = (columns[i], mode == "group" ? room / traces.Count : room);
            var shift = mode == "group" ? ((i + 0.5) * share) - (room / 2) : 0;
            var width = traces[i].Source.At("width").Number() ?? share * (1 - (layout.At("bargroupgap").Number() ?? 0));
            arranged[traces[i]] = new BarData(column.IsLying, [.. Enumerable.Range(0, column.Positions.Length).Select(k => Bar(column, k, shift, width))], column.Positions, spacing);
        }

        return arranged;

        Bar Bar(Column column, int k, double shift, double width)
        {
            var (position, length) = (column.Positions[k], column.Lengths[k]);
            var from = column.Along.Kind == AxisKind.Log ? double.NaN : column.Base;
            if (mode is "stack" or "relative" && double.IsFinite(length))
            {
                var key = (position, mode == "stack" || length >= 0);
                from = tops.GetValueOrDefault(key);
                tops[key] = from + length;
            }

            return new Bar(position + shift, width, from, double.IsFinite(from) ? from + length : length);
        }
    }

    private static double SpacingOf(List<Column> columns)
    {
        var positions = columns.SelectMany(column => column.Positions).Where(double.IsFinite).Distinct().Order().ToArray();
        var gaps = positions.Zip(positions.Skip(1), (a, b) => b - a).ToArray();
        return gaps.Length == 0 ? columns.Max(column => column.Spacing) : gaps.Min();
    }
}

/// <summary>The bars of one trace before they are arranged, in axis values.</summary>
internal sealed record Column(bool IsLying, Axis Along, double[] Positions, double[] Lengths, double Base = 0, double Spacing = 1)
{
    public static Column Read(Trace trace)
    {
        var isLying = trace.Source.At("orientation").Text() == "h";
        var (along, across, lengths, places) = isLying ? (trace.X, trace.Y, "x", "y") : (trace.Y, trace.X, "y", "x");
        var values = along.Read(Values.Read(trace.Source.At(lengths)) ?? Values.Of(Array.Empty<double>()));
        var positions = across.Read(Values.Read(trace.Source.At(places)) ?? Values.Of([.. Enumerable.Range(0, values.Length).Select(i => (double)i)]));
        return new Column(isLying, along, positions[..Math.Min(positions.Length, values.Length)], values, trace.Source.At("base").Number() ?? 0);
    }
}
