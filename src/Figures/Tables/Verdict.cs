using Microsoft.Data.Analysis;

namespace Figures;

/// <summary>The end of a chapter: what became of the claims that it tested.</summary>
public static class Verdict
{
    /// <summary>A table of claims, a row each.</summary>
    /// <param name="rows">Id of the claim, what it says, the number that decides (computed, not typed), and the verdict.</param>
    /// <exception cref="ArgumentException">There is no row, or a part of one is empty.</exception>
    public static DataFrame Table(params (string Id, string Claim, string Measured, string Verdict)[] rows)
    {
        Require.Some(rows, nameof(rows));
        foreach (var (id, claim, measured, verdict) in rows)
        {
            if (new[] { id, claim, measured, verdict }.Any(string.IsNullOrWhiteSpace))
            {
                throw new ArgumentException($"The row '{id}' has an empty part; give id, claim, measurement and verdict.", nameof(rows));
            }
        }

        return new DataFrame(
            new StringDataFrameColumn("", rows.Select(row => row.Id)),
            new StringDataFrameColumn("claim", rows.Select(row => row.Claim)),
            new StringDataFrameColumn("measured here", rows.Select(row => row.Measured)),
            new StringDataFrameColumn("verdict", rows.Select(row => row.Verdict)));
    }
}
