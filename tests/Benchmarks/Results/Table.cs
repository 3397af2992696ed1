using System.Globalization;
using System.Text;

namespace Benchmarks.Results;

/// <summary>Rows as a Markdown table, its columns aligned for a console too.</summary>
internal static class Table
{
    private static readonly string[] s_titles =
        ["workload", "threads", "own best", "own median", "peer", "peer best", "peer median", "ratio", "of peak", "own MiB", "peer MiB"];

    public static string Of(IEnumerable<Row> rows)
    {
        string[][] lines = [s_titles, .. rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, s_titles.Length).Select(c => lines.Max(line => line[c].Length))];
        var text = new StringBuilder();
        for (int k = 0; k < lines.Length; k++)
        {
            AddLine(text, lines[k].Select((cell, c) => cell.PadRight(widths[c])));
            if (k == 0)
            {
                AddLine(text, widths.Select(w => new string('-', w)));
            }
        }

        return text.ToString();
    }

    private static void AddLine(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string[] Cells(Row row) =>
    [
        $"{row.Workload} {row.Mode.ToString().ToLowerInvariant()}",
        row.Threads.ToString(CultureInfo.InvariantCulture),
        Time(row.OwnMs),
        Time(row.OwnMedianMs),
        row.Peer ?? "none",
        Time(row.PeerMs),
        Time(row.PeerMedianMs),
        row.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
        row.ShareOfPeak?.ToString("0 %", CultureInfo.InvariantCulture) ?? "",
        row.OwnPeakMib?.ToString("0", CultureInfo.InvariantCulture) ?? "",
        row.PeerPeakMib?.ToString("0", CultureInfo.InvariantCulture) ?? "",
    ];

    private static string Time(double? milliseconds) => milliseconds switch
    {
        null => "",
        < 0.01 => (milliseconds.Value * 1000).ToString("0.00 us", CultureInfo.InvariantCulture),
        < 10 => milliseconds.Value.ToString("0.000 ms", CultureInfo.InvariantCulture),
        < 1000 => milliseconds.Value.ToString("0.0 ms", CultureInfo.InvariantCulture),
        _ => (milliseconds.Value / 1000).ToString("0.00 s", CultureInfo.InvariantCulture),
    };
}
