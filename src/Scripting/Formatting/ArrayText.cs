using System.Globalization;
using System.Text;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>An array of several dimensions as text: its shape, and a corner of each of its first matrices.</summary>
internal static class ArrayText
{
    public static string Of(Array array)
    {
        var shape = Enumerable.Range(0, array.Rank).Select(array.GetLength).ToArray();
        var text = new StringBuilder($"{TypeText.Of(array.GetType().GetElementType()!)}[{string.Join(", ", shape)}]");
        var matrices = shape[..^2].Aggregate(1L, (product, length) => product * length);
        var shown = Math.Min(matrices, OutputLimits.Rows);
        for (var matrix = 0L; matrix < shown; matrix++)
        {
            var place = Place(matrix, shape[..^2]);
            if (place.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n[{string.Join(", ", place)}, .., ..]");
            }

            Matrix(array, place, text);
        }

        var cuts = new List<string>();
        Cut(cuts, shown, matrices, "matrices");
        Cut(cuts, Math.Min(shape[^2], OutputLimits.Rows), shape[^2], "rows");
        Cut(cuts, Math.Min(shape[^1], OutputLimits.Columns), shape[^1], "columns");
        return text.Append(cuts.Count > 0 ? $"\nShown: {string.Join(", ", cuts)}." : "").ToString();
    }

    // Counted up like the digits of a number whose bases are the lengths.
    private static int[] Place(long number, int[] lengths)
    {
        var place = new int[lengths.Length];
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            (number, var index) = Math.DivRem(number, lengths[i]);
            place[i] = (int)index;
        }

        return place;
    }

    private static void Matrix(Array array, int[] place, StringBuilder text)
    {
        var (rows, columns) = (Math.Min(array.GetLength(array.Rank - 2), OutputLimits.Rows), Math.Min(array.GetLength(array.Rank - 1), OutputLimits.Columns));
        var cells = new string[rows, columns];
        var widths = new int[columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                int[] index = [.. place, row, column];
                cells[row, column] = MimeBundle.Text(array.GetValue([.. index.Select((i, dimension) => i + array.GetLowerBound(dimension))]));
                widths[column] = Math.Max(widths[column], cells[row, column].Length);
            }
        }

        for (var row = 0; row < rows; row++)
        {
            text.Append('\n').AppendJoin("  ", Enumerable.Range(0, columns).Select(column => cells[row, column].PadLeft(widths[column])));
        }
    }

    private static void Cut(List<string> cuts, long shown, long all, string what)
    {
        if (shown < all)
        {
            cuts.Add(string.Create(CultureInfo.InvariantCulture, $"{shown} of {all} {what}"));
        }
    }
}
