using System.Globalization;
using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>What an axis counts in.</summary>
internal enum AxisKind
{
    Linear,
    Log,
    Date,
    Category,
}

/// <summary>
/// One axis of the figure: turns data into axis values (exponents of ten on a log axis, milliseconds on a date axis, positions
/// on a category axis), keeps their range, and turns axis values into pixels.
/// </summary>
internal sealed class Axis(string id, JsonNode? layout)
{
    private readonly List<Extent> lows = [];
    private readonly List<Extent> highs = [];
    private readonly List<string> categories = [];
    private readonly Dictionary<string, int> places = [];

    private readonly record struct Extent(double Value, double Pixels, bool IsPadded);

    /// <summary>As traces name it: <c>x</c>, <c>y2</c>.</summary>
    public string Id { get; } = id;

    public JsonNode? Layout { get; } = layout;

    public bool IsHorizontal => Id[0] == 'x';

    public AxisKind Kind { get; private set; }

    public double Min { get; private set; }

    public double Max { get; private set; }

    /// <summary>Pixels at which <see cref="Min"/> and <see cref="Max"/> stand.</summary>
    public double Start { get; set; }

    public double End { get; set; } = 500;

    public double Length => Math.Abs(End - Start);

    /// <summary>The axis this one stands on, or <c>free</c>.</summary>
    public string Anchor => Layout.At("anchor").Text() ?? (IsHorizontal ? "y" : "x");

    public bool IsOpposite => Layout.At("side").Text() is "top" or "right";

    public bool IsVisible => Layout.At("visible").Flag() ?? true;

    public bool IsReversed => Layout.At("autorange").Text() is "reversed";

    public RichText? Title => IsVisible && Layout.At("title").TitleText() is { } text ? RichText.Parse(text) : null;

    public IReadOnlyList<string> Categories => categories;

    /// <summary>Settles the kind from the layout or, without one, from the data.</summary>
    public void ChooseKind(IEnumerable<Values> data) => Kind = Layout.At("type").Text() switch
    {
        "linear" => AxisKind.Linear,
        "log" => AxisKind.Log,
        "date" => AxisKind.Date,
        "category" or "multicategory" => AxisKind.Category,
        _ => data.FirstOrDefault(values => values.Texts?.Any(text => text is not null) ?? false) is { } column ? KindOf(column) : AxisKind.Linear,
    };

    public double[] Read(Values values)
    {
        if (Kind == AxisKind.Category)
        {
            return [.. Enumerable.Range(0, values.Count).Select(i => values.Numbers is { } n && !double.IsFinite(n[i]) ? double.NaN : Category(values[i]))];
        }

        return [.. Enumerable.Range(0, values.Count).Select(i => values.Texts is { } texts ? Read(texts[i]) : Scale(values.Numbers![i]))];
    }

    /// <summary>The axis value of a position that an annotation or a shape names. On a log axis these are exponents when they are numbers.</summary>
    public double Read(JsonNode? position) =>
        position.Text() is { } text ? Kind == AxisKind.Category ? Category(text) : Read(text) : position.Number() ?? double.NaN;

    public double Scale(double value) => Kind == AxisKind.Log ? value > 0 ? Math.Log10(value) : double.NaN : value;

    public double ToPixel(double value) => Start + ((value - Min) / (Max - Min) * (End - Start));

    public double ToValue(double pixel) => Min + ((pixel - Start) / (End - Start) * (Max - Min));

    /// <summary>Widens the range to hold the values. <paramref name="pixels"/> and a twentieth of the axis (if padded) stay free beside them.</summary>
    public void Include(IEnumerable<double> values, bool isPadded, double pixels = 0, bool toZero = false)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (low <= high)
        {
            var fromZero = toZero && Kind == AxisKind.Linear;
            lows.Add(fromZero && low >= 0 ? default : new Extent(low, pixels, isPadded));
            highs.Add(fromZero && high <= 0 ? default : new Extent(high, pixels, isPadded));
        }
    }

    /// <summary>Takes the range from the layout, or finds the widest one that the data with their free space ask for.</summary>
    public void SettleRange()
    {
        (Min, Max) = GivenRange() ?? AutoRange();
        if (IsReversed && GivenRange() is null)
        {
            (Min, Max) = (Max, Min);
        }
    }

    public List<Tick> Ticks()
    {
        if (!IsVisible || Layout.At("showticklabels").Flag() == false)
        {
            return [];
        }

        var count = (int)(Layout.At("nticks").Number() ?? Math.Clamp(Length / (IsHorizontal ? 80 : 40), 2, 9) + 1);
        if (Values.Read(Layout.At("tickvals")) is { } places)
        {
            return Given(places);
        }

        var format = Layout.At("tickformat").Text() is { Length: > 0 } text ? text : null;
        return Kind switch
        {
            AxisKind.Log => Decorated(Charts.Ticks.Log(Min, Max, count, format)),
            AxisKind.Date => DateTicks.Between(Min, Max, count),
            AxisKind.Category => CategoryTicks(),
            _ => Decorated(Charts.Ticks.Linear(Min, Max, count, Layout.At("dtick").Number(), Layout.At("tick0").Number() ?? 0, format)),
        };
    }

    private static AxisKind KindOf(Values column)
    {
        var texts = column.Texts!.Where(text => !string.IsNullOrEmpty(text)).Take(200).ToArray();
        return texts.All(text => double.TryParse(text, CultureInfo.InvariantCulture, out _)) ? AxisKind.Linear
            : texts.Count(text => DateTicks.LooksLikeDate(text!)) * 2 > texts.Length ? AxisKind.Date
            : AxisKind.Category;
    }

    private double Read(string? text) => Kind == AxisKind.Date
        ? DateTicks.Parse(text) ?? double.NaN
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Scale(number) : double.NaN;

    private double Category(string? name)
    {
        if (name is null)
        {
            return double.NaN;
        }

        if (categories.Count == 0 && Values.Read(Layout.At("categoryarray")) is { } order)
        {
            for (var i = 0; i < order.Count; i++)
            {
                PlaceOf(order[i] ?? "");
            }
        }

        return PlaceOf(name);
    }

    private int PlaceOf(string name)
    {
        if (!places.TryGetValue(name, out var place))
        {
            places[name] = place = categories.Count;
            categories.Add(name);
        }

        return place;
    }

    private (double, double)? GivenRange()
    {
        if (Layout.At("range") is not JsonArray { Count: 2 } range || Layout.At("autorange").Flag() == true)
        {
            return null;
        }

        var (from, to) = (Read(range[0]), Read(range[1]));
        return double.IsFinite(from) && double.IsFinite(to) && from != to ? (from, to) : null;
    }

    private (double, double) AutoRange()
    {
        if (lows.Count == 0)
        {
            return Kind == AxisKind.Category ? (-0.5, Math.Max(0, categories.Count - 1) + 0.5) : (-1, 1);
        }

        if (Layout.At("rangemode").Text() is "tozero" or "nonnegative" && Kind == AxisKind.Linear)
        {
            Include([0], false);
        }

        var (low, high) = Widest();
        return low == high ? Kind == AxisKind.Date ? (low - 43_200_000, low + 43_200_000) : (low - 1, high + 1) : (low, high);
    }

    // Plotly's rule: of all pairs of a low and a high point, the one that needs most axis per pixel left over decides.
    private (double, double) Widest()
    {
        var (best, low, high) = (0.0, lows.MinBy(p => p.Value), highs.MaxBy(p => p.Value));
        foreach (var a in lows)
        {
            foreach (var b in highs)
            {
                var free = Length - Pad(a) - Pad(b);
                if (b.Value > a.Value && free > Length / 10 && (b.Value - a.Value) / free > best)
                {
                    (best, low, high) = ((b.Value - a.Value) / free, a, b);
                }
            }
        }

        return (low.Value - (best * Pad(low)), high.Value + (best * Pad(high)));
    }

    private double Pad(Extent extent) => extent.Pixels + (extent.IsPadded ? 0.05 * Length : 0);

    private List<Tick> Given(Values places)
    {
        var labels = Values.Read(Layout.At("ticktext"));
        var at = Read(places);
        var (low, high) = (Math.Min(Min, Max), Math.Max(Min, Max));
        return [.. Enumerable.Range(0, at.Length)
            .Where(i => at[i] >= low - 1e-9 && at[i] <= high + 1e-9)
            .Select(i => new Tick(at[i], labels is not null && i < labels.Count ? labels[i] ?? "" : places[i] ?? ""))];
    }

    private List<Tick> CategoryTicks() =>
        [.. categories.Select((name, i) => new Tick(i, name)).Where(tick => tick.Value >= Math.Min(Min, Max) && tick.Value <= Math.Max(Min, Max))];

    private List<Tick> Decorated(List<Tick> ticks)
    {
        var (before, after) = (Layout.At("tickprefix").Text(), Layout.At("ticksuffix").Text());
        return before is null && after is null ? ticks : [.. ticks.Select(tick => tick with { Label = tick.IsMinor ? "" : before + tick.Label + after })];
    }
}
