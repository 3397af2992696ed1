using Microsoft.Data.Analysis;

namespace Figures;

/// <summary>
/// The rows on which the book's answers rest: which experiment decides which claim, by what threshold, in which chapter. A chapter that
/// has measured a row's value writes it with <see cref="Of"/>; chapter 7 asks for it with <see cref="Get"/>, which measures what is missing.
/// </summary>
public static partial class Summary
{
    private static readonly Dictionary<string, Row> s_rows = Rows().ToDictionary(row => row.Key);

    /// <summary>The keys of all rows, chapter by chapter.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Rows().OrderBy(row => row.Chapter, StringComparer.Ordinal).Select(row => row.Key)];

    /// <summary>The keys of one chapter's rows.</summary>
    /// <param name="chapter">The notebook's name without its ending.</param>
    /// <exception cref="ArgumentException">No row belongs to it.</exception>
    public static string[] KeysOf(string chapter)
    {
        string[] keys = [.. Keys.Where(key => s_rows[key].Chapter == chapter)];
        return keys.Length > 0
            ? keys
            : throw new ArgumentException($"No row belongs to '{chapter}'; rows belong to {string.Join(", ", s_rows.Values.Select(row => row.Chapter).Distinct().Order(StringComparer.Ordinal))}.", nameof(chapter));
    }

    /// <summary>The chapter that measures a row.</summary>
    /// <param name="key">The row's key.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public static string ChapterOf(string key) => Find(key).Chapter;

    /// <summary>A row with the value that a chapter has measured.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="value">What came out.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public static Result Of(string key, double value)
    {
        var row = Find(key);
        var claim = Claims.All.FirstOrDefault(claim => claim.Keys.Contains(key));
        return new Result(key, claim?.Id ?? "–", row.Experiment, row.Measure, value, row.Relation, row.Threshold, claim?.Verdict ?? "–");
    }

    /// <summary>A row measured now, whatever is stored.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="profile"><c>quick</c> or <c>full</c>, which runs more seeds.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public static Result Measure(string key, string profile = "quick") => Of(key, Find(key).Compute(profile == "full"));

    /// <summary>Measures all rows of a chapter and stores them; what the chapter has run by <see cref="Experiments"/> before is not run again.</summary>
    /// <param name="chapter">The notebook's name without its ending.</param>
    /// <param name="profile"><c>quick</c>, <c>full</c>, which runs more seeds, or <see cref="Results.EveryProfile"/>.</param>
    /// <param name="directory">Where to begin the search for the repository; without it the current directory.</param>
    /// <exception cref="ArgumentException">No row belongs to the chapter, or the profile is unknown.</exception>
    /// <exception cref="CheckFailedException">A value misses its threshold; nothing is stored then.</exception>
    public static void Write(string chapter, string profile, string? directory = null) =>
        Results.Write(chapter, profile, [.. KeysOf(chapter).Select(key => Measure(key, profile))], directory);

    /// <summary>The row as its chapter stored it, or measured now where it did not; its threshold is asserted either way.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="profile"><c>quick</c> or <c>full</c>, which runs more seeds.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    /// <exception cref="CheckFailedException">The value misses its threshold.</exception>
    public static Result Get(string key, string profile) => Results.Get(key, profile, () => Measure(key, profile));

    /// <summary>Rows as <see cref="Get"/> has them, as a table: experiment, measure, value, threshold, chapter.</summary>
    /// <param name="profile"><c>quick</c> or <c>full</c>, which runs more seeds.</param>
    /// <param name="keys">The rows' keys, at least one.</param>
    /// <exception cref="ArgumentException">There is no key, or no such row.</exception>
    /// <exception cref="CheckFailedException">A value misses its threshold.</exception>
    public static DataFrame Table(string profile, params string[] keys) => Figures.Table.Of(
        ["experiment", "measured", "value", "asserted", "chapter"],
        [.. keys.Select(key => Get(key, profile)).Select(row => new[] { row.Experiment, row.Measure, row.Number, $"{row.Relation} {row.Limit}", ChapterOf(row.Key)[..2].TrimStart('0') })]);

    private static Row Find(string key) => s_rows.TryGetValue(key, out var row)
        ? row
        : throw new ArgumentException($"There is no row '{key}'; the rows are {string.Join(", ", Keys)}.", nameof(key));

    private sealed record Row(string Chapter, string Key, string Experiment, string Measure, string Relation, double Threshold, Func<bool, double> Compute)
    {
        // For rows that are the same in every profile.
        public Row(string chapter, string key, string experiment, string measure, string relation, double threshold, Func<double> compute)
            : this(chapter, key, experiment, measure, relation, threshold, _ => compute())
        {
        }
    }
}
