using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>Shows arrays of two dimensions, and matrices and tensors of known libraries, by their shape and a corner.</summary>
internal static class MatrixFormatter
{
    // Their own text is the shape and a corner.
    private static readonly string[] s_speakForThemselves =
        ["MathNet.Numerics.LinearAlgebra.Matrix`1", "MathNet.Numerics.LinearAlgebra.Vector`1", "System.Numerics.Tensors.Tensor`1"];

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is one of them.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        if (value is Array { Rank: 2 } array)
        {
            data["text/plain"] = Text(array);
            return true;
        }

        if (s_speakForThemselves.Any(name => TypeNames.IsA(value.GetType(), name)))
        {
            data["text/plain"] = value.ToString();
            return true;
        }

        return false;
    }

    private static string Text(Array array)
    {
        var (rows, columns) = (array.GetLength(0), array.GetLength(1));
        var (shownRows, shownColumns) = (Math.Min(rows, OutputLimits.Rows), Math.Min(columns, OutputLimits.Columns));
        var cells = new string[shownRows, shownColumns];
        var widths = new int[shownColumns];
        for (var row = 0; row < shownRows; row++)
        {
            for (var column = 0; column < shownColumns; column++)
            {
                cells[row, column] = MimeBundle.Text(array.GetValue(array.GetLowerBound(0) + row, array.GetLowerBound(1) + column));
                widths[column] = Math.Max(widths[column], cells[row, column].Length);
            }
        }

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{TypeText.Of(array.GetType().GetElementType()!)}[{rows}, {columns}]"));
        for (var row = 0; row < shownRows; row++)
        {
            text.Append('\n').AppendJoin("  ", Enumerable.Range(0, shownColumns).Select(column => cells[row, column].PadLeft(widths[column])));
        }

        return text.Append(shownRows < rows || shownColumns < columns ? string.Create(CultureInfo.InvariantCulture, $"\nShown: {shownRows} of {rows} rows, {shownColumns} of {columns} columns.") : "").ToString();
    }
}
