using System.Globalization;
using Microsoft.Data.Analysis;
using Microsoft.VisualBasic.FileIO;

namespace Interchange;

/// <summary>Tables of numbers with a column of dates, from CSV files, as data frames.</summary>
public static class CsvFrame
{
    private static readonly string[] s_dates = ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>
    /// Reads a file with a line of column names, separated by commas: one column may hold dates, as 2000-06, 2000-06-05 or
    /// 2000-06-05T00:30, all others hold numbers with a decimal point. Every cell has to be filled.
    /// </summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="dateColumn">Name of the column of dates; null where there is none.</param>
    /// <returns>A column of DateTime for the dates, of double for the numbers, a row for each line after the first that is not blank.</returns>
    /// <exception cref="InvalidDataException">A cell is missing or malformed, or a line has another number of cells: the message names line and column.</exception>
    /// <exception cref="ArgumentException">The file has no such column of dates, or two columns of one name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DataFrame Read(string path, string? dateColumn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var lines = Lines(path).GetEnumerator();
        string[] names = lines.MoveNext() ? lines.Current.Cells : throw new InvalidDataException($"{path} is empty; its first line has to name the columns.");
        if (dateColumn is not null && !names.Contains(dateColumn))
        {
            throw new ArgumentException($"{path} has no column \"{dateColumn}\"; it has {string.Join(", ", names)}.", nameof(dateColumn));
        }

        if (names.Distinct().Count() < names.Length)
        {
            throw new ArgumentException($"{path} has two columns of one name: {string.Join(", ", names)}.", nameof(path));
        }

        var dates = new List<DateTime>();
        List<double>[] numbers = [.. names.Select(_ => new List<double>())];
        while (lines.MoveNext())
        {
            var (line, cells) = lines.Current;
            if (cells.Length != names.Length)
            {
                string first = cells.Length < names.Length ? $"; the column \"{names[cells.Length]}\" is missing" : "";
                throw new InvalidDataException($"{path}, line {line}: {cells.Length} cells for {names.Length} columns{first}.");
            }

            for (int k = 0; k < names.Length; k++)
            {
                if (names[k] == dateColumn)
                {
                    dates.Add(Date(cells[k], path, line, names[k]));
                }
                else
                {
                    numbers[k].Add(Number(cells[k], path, line, names[k]));
                }
            }
        }

        return new DataFrame(names.Select((name, k) =>
            name == dateColumn ? (DataFrameColumn)new PrimitiveDataFrameColumn<DateTime>(name, dates) : new PrimitiveDataFrameColumn<double>(name, numbers[k])));
    }

    // the lines that are not blank, counted from 1
    private static IEnumerable<(long Line, string[] Cells)> Lines(string path)
    {
        long line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return (line, Cells(text, path, line));
            }
        }
    }

    private static string[] Cells(string text, string path, long line)
    {
        using var parser = new TextFieldParser(new StringReader(text)) { TextFieldType = FieldType.Delimited, Delimiters = [","], TrimWhiteSpace = true };
        try
        {
            return parser.ReadFields()!;
        }
        catch (MalformedLineException exception)
        {
            throw new InvalidDataException($"{path}, line {line}: \"{text}\" cannot be cut into cells.", exception);
        }
    }

    private static DateTime Date(string cell, string path, long line, string column)
    {
        return DateTime.TryParseExact(cell, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(cell, path, line, column, "a date such as 2000-06, 2000-06-05 or 2000-06-05T00:30");
    }

    private static double Number(string cell, string path, long line, string column)
    {
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(cell, path, line, column, "a finite number such as 12.5");
    }

    private static InvalidDataException Wrong(string cell, string path, long line, string column, string wanted)
    {
        string what = cell.Length == 0 ? "the cell is empty" : $"\"{cell}\" is";
        return new InvalidDataException($"{path}, line {line}, column \"{column}\": {what}{(cell.Length == 0 ? "; it needs" : " not")} {wanted}.");
    }
}
