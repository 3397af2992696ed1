using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>Shows a DataFrame as a table: HTML for pages, aligned columns for text. Long and wide ones are cut, and say so.</summary>
internal static class DataFrameFormatter
{
    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is one.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        if (value is not DataFrame frame)
        {
            return false;
        }

        data["text/html"] = Written(frame, WriteHtml);
        data["text/plain"] = Written(frame, WriteText);
        return true;
    }

    public static void WriteHtml(DataFrame frame, TextWriter writer)
    {
        var columns = frame.Columns.Take(OutputLimits.Columns).ToArray();
        writer.Write("<table class=\"dataframe\"><thead><tr>");
        foreach (var column in columns)
        {
            writer.Write($"<th>{Encode(column.Name)}</th>");
        }

        writer.Write("</tr></thead><tbody>");
        foreach (var row in Rows(frame))
        {
            writer.Write("<tr>");
            foreach (var column in columns)
            {
                var align = IsNumber(column) ? " style=\"text-align:right\"" : "";
                writer.Write($"<td{align}>{Encode(Text(column[row]))}</td>");
            }

            writer.Write("</tr>");
        }

        writer.Write("</tbody></table>");
        if (CutNote(frame) is { } note)
        {
            writer.Write($"<p>{Encode(note)}</p>");
        }
    }

    public static void WriteText(DataFrame frame, TextWriter writer)
    {
        var columns = frame.Columns.Take(OutputLimits.Columns).ToArray();
        var cells = columns.Select(c => Rows(frame).Select(r => Text(c[r])).Prepend(c.Name).ToArray()).ToArray();
        var widths = cells.Select(c => c.Max(t => t.Length)).ToArray();
        for (var row = 0; row < cells.Select(c => c.Length).FirstOrDefault(); row++)
        {
            var line = new StringBuilder();
            for (var column = 0; column < columns.Length; column++)
            {
                var text = cells[column][row];
                line.Append(column > 0 ? "  " : "").Append(IsNumber(columns[column]) ? text.PadLeft(widths[column]) : text.PadRight(widths[column]));
            }

            writer.Write((row > 0 ? "\n" : "") + line.ToString().TrimEnd());
        }

        if (CutNote(frame) is { } note)
        {
            writer.Write("\n" + note);
        }
    }

    private static string Written(DataFrame frame, Action<DataFrame, TextWriter> write)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        write(frame, writer);
        return writer.ToString();
    }

    private static IEnumerable<long> Rows(DataFrame frame)
    {
        for (var row = 0L; row < Math.Min(frame.Rows.Count, OutputLimits.Rows); row++)
        {
            yield return row;
        }
    }

    private static string? CutNote(DataFrame frame)
    {
        var cuts = new List<string>();
        if (frame.Rows.Count > OutputLimits.Rows)
        {
            cuts.Add(string.Create(CultureInfo.InvariantCulture, $"{OutputLimits.Rows} of {frame.Rows.Count} rows"));
        }

        if (frame.Columns.Count > OutputLimits.Columns)
        {
            cuts.Add(string.Create(CultureInfo.InvariantCulture, $"{OutputLimits.Columns} of {frame.Columns.Count} columns"));
        }

        return cuts.Count > 0 ? $"Shown: {string.Join(", ", cuts)}." : null;
    }

    // More digits than a reader can use hide the ones that matter.
    private static string Text(object? value) => value switch
    {
        null => "",
        float f => f.ToString("G5", CultureInfo.InvariantCulture),
        double d => d.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(DataFrameColumn column) => column.IsNumericColumn();

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
