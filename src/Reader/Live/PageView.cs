namespace Reader.Live;

/// <summary>What a page is told: all that has changed since it was told last. Nothing of it is lost when a page falls behind.</summary>
/// <param name="Sequence">The number of the last change told; a page that connects again names it.</param>
/// <param name="Document">The version of the file that the notebook shows.</param>
/// <param name="Session">The session.</param>
/// <param name="Notices">What the reader must know, a sentence each.</param>
/// <param name="Cells">The cells that have changed.</param>
internal sealed record PageMessage(long Sequence, int Document, SessionMessage Session, IReadOnlyList<string> Notices, IReadOnlyList<CellMessage> Cells);

/// <summary>The session: <c>none</c>, <c>starting</c>, <c>idle</c> or <c>busy</c>, and how the one before it came to its end.</summary>
internal sealed record SessionMessage(string State, string? Notice);

/// <summary>A cell as pages show it.</summary>
/// <param name="Id">Which.</param>
/// <param name="State">What became of it.</param>
/// <param name="Seconds">How long it has run; null if it has not.</param>
/// <param name="IsEdited">Whether its text is not the author's.</param>
/// <param name="IsUnrun">Whether its outputs are of another text.</param>
/// <param name="IsStale">Whether a cell that it needs was edited, or run after it.</param>
/// <param name="Version">How often its text has changed.</param>
/// <param name="Source">Its text, where the page has another one.</param>
/// <param name="Conflict">A text that stands against it.</param>
/// <param name="ErrorLine">The line its error points to; 0 for none.</param>
/// <param name="Outputs">The outputs that have changed; null where none has.</param>
internal sealed record CellMessage(
    string Id, CellState State, double? Seconds, bool IsEdited, bool IsUnrun, bool IsStale, int Version, string? Source, string? Conflict, int ErrorLine, OutputsMessage? Outputs);

/// <summary>Outputs of a cell that have changed: how many it has, its number in the session, and those that are new or longer.</summary>
internal sealed record OutputsMessage(int Count, int? Number, IReadOnlyList<OutputMessage> Changed);

/// <summary>One output: the whole element, or the text to add to the one that stands there.</summary>
internal sealed record OutputMessage(int Index, string? Html, string? Added);

/// <summary>What one page has been told. A page that connects again begins with the number of the last change it knows.</summary>
internal sealed class PageView(long since)
{
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private long _since = since;

    /// <summary>The message that brings the page up to date.</summary>
    public PageMessage Update(long version, int document, SessionMessage session, IReadOnlyList<string> notices, IReadOnlyList<LiveCell> cells, IReadOnlySet<string> stale)
    {
        var changed = cells.Where(cell => cell.Version > _since).Select(cell => ToMessage(cell, stale.Contains(cell.Id))).ToArray();
        _since = version;
        return new PageMessage(version, document, session, notices, changed);
    }

    private CellMessage ToMessage(LiveCell cell, bool isStale)
    {
        if (!_known.TryGetValue(cell.Id, out var known))
        {
            // Of a page it knows nothing of, it tells all but what the page was made with.
            _known[cell.Id] = known = new Known();
        }

        var source = known.SourceVersion != cell.SourceVersion ? cell.Source : null;
        known.SourceVersion = cell.SourceVersion;
        return new CellMessage(
            cell.Id, cell.State, cell.Generation > 0 ? cell.Watch.Elapsed.TotalSeconds : null, cell.IsEdited, cell.IsUnrun, isStale, cell.SourceVersion,
            source, cell.Conflict?.Text, cell.ErrorLine, cell.Generation > 0 ? known.Outputs(cell) : null);
    }

    private sealed class Known
    {
        private readonly List<(long Version, string? Text)> _outputs = [];
        private int _generation;
        private int? _number;

        public int SourceVersion { get; set; }

        public OutputsMessage? Outputs(LiveCell cell)
        {
            var isNew = _generation != cell.Generation;
            if (isNew)
            {
                _outputs.Clear();
                _generation = cell.Generation;
            }

            var isCountNew = _outputs.Count != cell.Shown.Count || _number != cell.Stored.ExecutionCount;
            _number = cell.Stored.ExecutionCount;
            _outputs.RemoveRange(Math.Min(_outputs.Count, cell.Shown.Count), Math.Max(0, _outputs.Count - cell.Shown.Count));
            var changed = cell.Shown.Index().Select(shown => Changed(shown.Index, shown.Item)).OfType<OutputMessage>().ToArray();
            return isNew || isCountNew || changed.Length > 0 ? new OutputsMessage(cell.Shown.Count, _number, changed) : null;
        }

        private OutputMessage? Changed(int index, ShownOutput shown)
        {
            if (index == _outputs.Count)
            {
                _outputs.Add((shown.Version, shown.Text));
                return new OutputMessage(index, shown.Html, null);
            }

            var (version, text) = _outputs[index];
            if (version == shown.Version)
            {
                return null;
            }

            _outputs[index] = (shown.Version, shown.Text);
            return text is not null && shown.Text?.StartsWith(text, StringComparison.Ordinal) == true
                ? new OutputMessage(index, null, shown.Text[text.Length..])
                : new OutputMessage(index, shown.Html, null);
        }
    }
}
