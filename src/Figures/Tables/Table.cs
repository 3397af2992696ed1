using Microsoft.Data.Analysis;

namespace Figures;

/// <summary>A small table of words and of numbers that are written already.</summary>
public static class Table
{
    /// <summary>A table with a column of text for each heading.</summary>
    /// <param name="headings">The headings, each once.</param>
    /// <param name="rows">The rows, each with as many texts as there are headings.</param>
    /// <exception cref="ArgumentException">There is no heading or row, a heading comes twice, or a row has another length.</exception>
    public static DataFrame Of(string[] headings, params string[][] rows)
    {
        Require.Some(headings, nameof(headings));
        Require.Some(rows, nameof(rows));
        foreach (var row in rows)
        {
            Require.SameLength(row.Length == 0 ? "a row" : row[0], headings.Length, row.Length, nameof(rows));
        }

        return headings.Distinct().Count() == headings.Length
            ? new DataFrame(headings.Select((heading, k) => new StringDataFrameColumn(heading, rows.Select(row => row[k]))))
            : throw new ArgumentException($"A heading comes twice: {string.Join(", ", headings)}.", nameof(headings));
    }
}
