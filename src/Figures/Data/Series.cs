using System.Globalization;

namespace Figures;

/// <summary>One column of a file in <c>data/</c>: evenly spaced values in time order.</summary>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed class Series
{
    internal const double TestShare = 0.2;
    private static readonly string[] s_formats = ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm"];
    private readonly DateTime _start;
    private readonly bool _isMonthly;

    private Series(string name, string column, double[] values, DateTime start, TimeSpan step, bool isMonthly)
    {
        (Name, Column, Values, Step) = (name, column, values, step);
        (_start, _isMonthly) = (start, isMonthly);
    }

    /// <summary>The file's name without its ending, with blanks for underscores.</summary>
    public string Name { get; }

    /// <summary>The column's name in the file, which ends in its unit where it has one.</summary>
    public string Column { get; }

    /// <summary>The column's name with blanks for underscores.</summary>
    public string Label => Column.Replace('_', ' ');

    /// <summary>The values, oldest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Time between two values; for monthly series a twelfth of a mean year.</summary>
    public TimeSpan Step { get; }

    /// <summary>How many rows are used for fitting: the first 80 %. The rest is the test part.</summary>
    public int TrainingCount => (int)(Values.Count * (1 - TestShare));

    /// <summary>The rows used for fitting.</summary>
    public IReadOnlyList<double> Training => [.. Values.Take(TrainingCount)];

    /// <summary>The rows after them.</summary>
    public IReadOnlyList<double> Test => [.. Values.Skip(TrainingCount)];

    /// <summary>
    /// Reads a series from the folder <c>data</c>, which is searched for from the current directory upwards.
    /// </summary>
    /// <param name="name">The start of the file's name: <c>sunspots</c>, <c>air_passengers</c>, <c>electricity_demand</c>, <c>seattle_weather</c>.</param>
    /// <param name="column">The start of the column's name; may be left out where the file has one column beside the time.</param>
    /// <param name="directory">Where to begin the search; without it the current directory.</param>
    /// <exception cref="FileNotFoundException">No folder above holds such a file; the message names those that were looked at.</exception>
    /// <exception cref="ArgumentException">The name fits several files, or the column none or several.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read, or the times are not evenly spaced; the message names the line.</exception>
    public static Series Load(string name, string? column = null, string? directory = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var path = DataFolder.Find(name, directory ?? Directory.GetCurrentDirectory());
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        var chosen = ColumnOf(lines[0], column, Path.GetFileName(path));
        var (times, values) = (new DateTime[lines.Length - 1], new double[lines.Length - 1]);
        for (var row = 1; row < lines.Length; row++)
        {
            var isRead = DateTime.TryParseExact(lines[row][0], s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out times[row - 1])
                && lines[row].Length > chosen && double.TryParse(lines[row][chosen], CultureInfo.InvariantCulture, out values[row - 1]);
            if (!isRead)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}, line {row + 1}: '{string.Join(',', lines[row])}' is not a time and numbers.");
            }
        }

        if (values.Length < 2)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} has {values.Length} rows of data; a series needs at least 2.");
        }

        var isMonthly = lines[1][0].Length == 7;
        CheckSpacing(times, isMonthly, Path.GetFileName(path));
        var step = isMonthly ? TimeSpan.FromDays(365.25 / 12) : times[1] - times[0];
        return new Series(Path.GetFileNameWithoutExtension(path).Replace('_', ' '), lines[0][chosen], values, times[0], step, isMonthly);
    }

    /// <summary>The time of a row as charts take it. Months are placed at their middle, so that steps of equal length stay inside them.</summary>
    internal string Start(int row) => (_isMonthly ? _start.AddMonths(row).AddDays(14) : _start + (row * Step)).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>Name, rows and time.</summary>
    public override string ToString() => $"{Name}: {Values.Count} rows of {Label} from {_start.ToString(_isMonthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static int ColumnOf(string[] header, string? column, string file)
    {
        var fitting = Enumerable.Range(1, header.Length - 1).Where(i => column is null || header[i].StartsWith(column, StringComparison.Ordinal)).ToArray();
        return fitting.Length == 1
            ? fitting[0]
            : throw new ArgumentException($"{file} has the columns {string.Join(", ", header[1..])}; {(column is null ? "name one of them" : $"'{column}' fits {fitting.Length} of them")}.", nameof(column));
    }

    private static void CheckSpacing(DateTime[] times, bool isMonthly, string file)
    {
        for (var i = 1; i < times.Length; i++)
        {
            var expected = isMonthly ? times[0].AddMonths(i) : times[0] + (i * (times[1] - times[0]));
            if (times[i] != expected)
            {
                throw new InvalidDataException($"{file}, line {i + 2}: the time is {times[i]:yyyy-MM-ddTHH:mm} where {expected:yyyy-MM-ddTHH:mm} would follow.");
            }
        }
    }
}
