using System.Text.RegularExpressions;

namespace Jupyter.Execution;

/// <summary>The cells of this session that were run to be remembered.</summary>
internal sealed class CellHistory
{
    /// <summary>The session's number. Nothing is kept from one run of the kernel to the next, so there is one.</summary>
    public const int Session = 1;

    private readonly Lock _gate = new();
    private readonly List<HistoryEntry> _entries = [];

    public void Add(int line, string input, string? output)
    {
        lock (_gate)
        {
            _entries.Add(new HistoryEntry(line, input, output));
        }
    }

    /// <summary>The last <paramref name="n"/> cells.</summary>
    public IReadOnlyList<HistoryEntry> Tail(int n) => [.. Entries().TakeLast(n)];

    /// <summary>
    /// The cells from <paramref name="start"/> up to but not including <paramref name="stop"/>, of this session: number 1
    /// or 0, and -1 would be the one before it.
    /// </summary>
    public IReadOnlyList<HistoryEntry> Range(int session, int start, int? stop) =>
        session is 0 or Session ? [.. Entries().Where(e => e.Line >= start && (stop is null || e.Line < stop))] : [];

    /// <summary>The last <paramref name="n"/> cells that match a pattern with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<HistoryEntry> Search(string pattern, int? n, bool unique)
    {
        var regex = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        var found = Entries().Where(e => regex.IsMatch(e.Input));
        if (unique)
        {
            found = found.Reverse().DistinctBy(e => e.Input).Reverse();
        }

        return [.. n is { } count ? found.TakeLast(count) : found];
    }

    private List<HistoryEntry> Entries()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}

/// <summary>A cell: its number, its code, and the plain text of its result if it had one.</summary>
internal sealed record HistoryEntry(int Line, string Input, string? Output);
