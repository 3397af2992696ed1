using System.Globalization;

namespace Scripting.Charts;

/// <summary>Chooses round dates. Axis values are milliseconds since 1970, as in Plotly; dates are read without a time zone.</summary>
internal static class DateTicks
{
    private const double Day = 86_400_000;

    private static readonly double[] ShortSteps =
        [1, 10, 100, 1000, 5000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 3 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000, Day, 2 * Day, 7 * Day, 14 * Day];

    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    private static readonly string[] Formats =
        ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>Reads an ISO date or date and time; a zone at the end is left out, as Plotly does.</summary>
    public static double? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var local = text.EndsWith('Z') ? text[..^1] : text.Length > 19 && text[^6] is '+' or '-' && text[^3] == ':' ? text[..^6] : text;
        return DateTime.TryParseExact(local, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time - DateTime.UnixEpoch).TotalMilliseconds
            : null;
    }

    /// <summary>A year alone is a number to Plotly, not a date.</summary>
    public static bool LooksLikeDate(string text) => text.Length >= 7 && Parse(text) is not null;

    public static DateTime ToTime(double milliseconds) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, -62_135_596_800_000, 253_402_300_799_000));

    public static List<Tick> Between(double from, double to, int count)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        if (!(high > low))
        {
            return [];
        }

        var rough = (high - low) / Math.Max(1, count);
        return rough <= 14 * Day ? Short(low, high, rough) : Months(low, high, rough / (30.44 * Day));
    }

    private static List<Tick> Short(double low, double high, double rough)
    {
        var step = ShortSteps.First(size => size >= rough * 0.999);

        // Weeks start on Mondays; 1970-01-05 was one.
        var origin = step >= 7 * Day ? 4 * Day : 0;
        var ticks = new List<Tick>();
        DateTime? last = null;
        for (var at = origin + (Math.Ceiling((low - origin) / step) * step); at <= high; at += step)
        {
            var time = ToTime(at);
            ticks.Add(new Tick(at, ShortLabel(time, last, step)));
            last = time;
        }

        return ticks;
    }

    private static string ShortLabel(DateTime time, DateTime? last, double step)
    {
        if (step >= Day)
        {
            return Write(time, "MMM d") + (last?.Year == time.Year ? "" : "<br>" + Write(time, "yyyy"));
        }

        var clock = step >= 60_000 ? "HH:mm" : step >= 1000 ? "HH:mm:ss" : "HH:mm:ss.fff";
        return Write(time, clock) + (last?.Date == time.Date ? "" : "<br>" + Write(time, "MMM d, yyyy"));
    }

    private static List<Tick> Months(double low, double high, double rough)
    {
        var step = MonthSteps.FirstOrDefault(size => size >= rough * 0.999, MonthSteps[^1]);
        var start = ToTime(low);
        var month = (int)Math.Ceiling(((start.Year * 12) + start.Month - 1) / (double)step) * step;
        var ticks = new List<Tick>();
        var lastYear = -1;
        for (; ; month += step)
        {
            var time = new DateTime(Math.Clamp(month / 12, 1, 9999), (month % 12) + 1, 1);
            var at = (time - DateTime.UnixEpoch).TotalMilliseconds;
            if (at > high || month / 12 >= 9999)
            {
                return ticks;
            }

            if (at >= low)
            {
                var label = step >= 12 ? Write(time, "yyyy") : Write(time, "MMM") + (time.Year == lastYear ? "" : "<br>" + Write(time, "yyyy"));
                ticks.Add(new Tick(at, label));
                lastYear = time.Year;
            }
        }
    }

    private static string Write(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
