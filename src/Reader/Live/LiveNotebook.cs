using System.Text.Json.Nodes;
using Notebooks;

namespace Reader.Live;

/// <summary>What an open notebook needs from the reader it is open in.</summary>
/// <param name="DataFolder">Where edits are kept.</param>
/// <param name="Command">How sessions are started.</param>
/// <param name="Render">Renders one output of a cell that ran in this sitting.</param>
internal sealed record LiveSettings(string DataFolder, ChildCommand Command, Func<NotebookDocument, LiveCell, JsonObject, int, string> Render);

/// <summary>How an edit was taken: the version of the text now, whether it is on the disk, and whether it was put beside another one.</summary>
internal sealed record EditAnswer(int Version, bool IsSaved, bool IsConflict);

/// <summary>
/// A notebook that pages show: the author's cells as they stand on the disk, the reader's edits, the runs. All pages of it are
/// views of this one state. What concerns runs and the session is in the other half.
/// </summary>
internal sealed partial class LiveNotebook : IAsyncDisposable
{
    /// <summary>How many bytes a notebook's file may have.</summary>
    public const long MaxFileSize = 256L * 1024 * 1024;

    /// <summary>How many cells it may have.</summary>
    public const int MaxCells = 5000;

    private readonly Lock _gate = new();
    private readonly LiveSettings _settings;
    private readonly EditJournal _journal;
    private readonly HashSet<SemaphoreSlim> _pages = [];
    private readonly Dictionary<string, CellEdit> _orphans = new(StringComparer.Ordinal);
    private List<LiveCell> _cells = [];
    private IReadOnlyList<int>[]? _needs;
    private HashSet<string> _stale = [];
    private FileStamp _stamp;
    private long _version = 1;
    private string? _fileProblem;
    private string? _journalProblem;
    private string? _saveProblem;
    private DateTime _unwatchedSince = DateTime.UtcNow;

    private LiveNotebook(string file, LiveSettings settings)
    {
        File = file;
        _settings = settings;
        _journal = new EditJournal(settings.DataFolder, file);
        _stamp = FileStamp.Of(file);
        Document = Read(file);
        Show(_journal.Load(out _journalProblem));
    }

    public string File { get; }

    /// <summary>The notebook as it stands on the disk.</summary>
    public NotebookDocument Document { get; private set; }

    /// <summary>How often the file was found changed; pages made from an older one say so.</summary>
    public int DocumentVersion { get; private set; } = 1;

    /// <summary>Opens a notebook; nothing runs.</summary>
    /// <exception cref="NotebookFormatException">The file is no notebook, or too large for one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LiveNotebook Open(string file, LiveSettings settings) => new(file, settings);

    /// <summary>Wakes <paramref name="page"/> when something has changed, until the result is disposed.</summary>
    public IDisposable Watch(SemaphoreSlim page)
    {
        lock (_gate)
        {
            _pages.Add(page);
        }

        return new Watching(this, page);
    }

    /// <summary>Takes a reader's text for a cell, made from version <paramref name="version"/> of it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public EditAnswer Edit(string cellId, string text, int version)
    {
        lock (_gate)
        {
            var cell = Find(cellId);
            var isConflict = version != cell.SourceVersion && text != cell.Source;
            if (isConflict)
            {
                cell.Conflict = new CellEdit(EditJournal.Hash(cell.Author), text);
                Touch(cell);
            }
            else
            {
                Replace(cell, text);
            }

            return new EditAnswer(cell.SourceVersion, Save(), isConflict);
        }
    }

    /// <summary>Takes the author's text again.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public EditAnswer Reset(string cellId)
    {
        lock (_gate)
        {
            var cell = Find(cellId);
            cell.Conflict = null;
            Replace(cell, cell.Author);
            Touch(cell);
            return new EditAnswer(cell.SourceVersion, Save(), IsConflict: false);
        }
    }

    /// <summary>Settles a conflict: with the other text, or without it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public EditAnswer Choose(string cellId, bool isOther)
    {
        lock (_gate)
        {
            var cell = Find(cellId);
            var other = cell.Conflict;
            cell.Conflict = null;
            if (isOther && other is not null)
            {
                Replace(cell, other.Text);
            }

            Touch(cell);
            return new EditAnswer(cell.SourceVersion, Save(), IsConflict: false);
        }
    }

    /// <summary>The text of a cell as a run would run it, and its language.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public string LanguageOf(string cellId)
    {
        lock (_gate)
        {
            return CellLanguage.Of(Document, Find(cellId).Stored);
        }
    }

    /// <summary>The whole of one output as text, or null if there is no such output.</summary>
    public string? WholeOutput(string cellId, int index)
    {
        lock (_gate)
        {
            var cell = _cells.FirstOrDefault(cell => cell.Id == cellId);
            return cell?.Stored.Outputs.ElementAtOrDefault(index) is JsonObject output ? Pages.OutputHtml.TextOf(output) : null;
        }
    }

    /// <summary>Looks at the file, and takes it in if it has changed; the reader's edits stay.</summary>
    public void CheckFile()
    {
        lock (_gate)
        {
            var stamp = FileStamp.Of(File);
            if (stamp == _stamp)
            {
                return;
            }

            _stamp = stamp;
            try
            {
                var document = Read(File);
                if (document.ToJson() != Document.ToJson())
                {
                    var edits = Edits();
                    Document = document;
                    DocumentVersion++;
                    Show(edits);
                }

                _fileProblem = null;
            }
            catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
            {
                _fileProblem = $"The file has changed on the disk and cannot be read now: {e.Message}. This page shows it as it was.";
            }

            Touch(null);
        }
    }

    /// <summary>Tries again what could not be saved.</summary>
    public void RetrySaving()
    {
        lock (_gate)
        {
            if (_saveProblem is not null)
            {
                Save();
            }
        }
    }

    /// <summary>What has changed since <paramref name="view"/> was last brought up to date.</summary>
    public PageMessage Refresh(PageView view)
    {
        lock (_gate)
        {
            foreach (var cell in _cells.Where(cell => cell.IsUnrendered))
            {
                cell.Render(_version, (output, index) => _settings.Render(Document, cell, output, index));
            }

            return view.Update(_version, DocumentVersion, SessionState(), Notices(), _cells, _stale);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndSessionAsync(null).ConfigureAwait(false);
        lock (_gate)
        {
            Save();
        }
    }

    private static NotebookDocument Read(string file)
    {
        var size = new FileInfo(file).Length;
        if (size > MaxFileSize)
        {
            throw new NotebookFormatException(file, $"the file has {size / (1024 * 1024)} MB; the reader opens notebooks of up to {MaxFileSize / (1024 * 1024)} MB");
        }

        var document = NotebookDocument.Read(file);
        return document.Cells.Count <= MaxCells
            ? document
            : throw new NotebookFormatException(file, $"the notebook has {document.Cells.Count} cells; the reader opens notebooks of up to {MaxCells}");
    }

    // Takes the cells of the document, keeping what is known of those that were there, and lays the edits over them.
    private void Show(IReadOnlyDictionary<string, CellEdit> edits)
    {
        var before = _cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
        _cells = [.. Document.Copy().Cells.Where(cell => cell.IsCode).Select(stored => Renewed(before.GetValueOrDefault(stored.Id), stored))];
        _needs = null;
        _orphans.Clear();
        foreach (var (id, edit) in edits)
        {
            if (_cells.FirstOrDefault(cell => cell.Id == id) is { } cell)
            {
                Lay(edit, cell);
            }
            else
            {
                _orphans[id] = edit;
            }
        }

        Changed();
    }

    private LiveCell Renewed(LiveCell? known, NotebookCell stored)
    {
        if (known is null)
        {
            return new LiveCell(stored) { Version = ++_version };
        }

        known.Tags = stored.Tags;
        known.Author = stored.Source;
        known.Conflict = null;
        Replace(known, stored.Source);
        if (known.Generation == 0)
        {
            known.Stored = stored;
        }

        Touch(known);
        return known;
    }

    private void Lay(CellEdit edit, LiveCell cell)
    {
        if (edit.Base == EditJournal.Hash(cell.Author))
        {
            Replace(cell, edit.Text);
            cell.Conflict = edit.Other is null || edit.Other == edit.Text ? null : new CellEdit(edit.Base, edit.Other);
        }
        else if (edit.Text != cell.Author)
        {
            cell.Conflict = edit;
        }

        Touch(cell);
    }

    private void Replace(LiveCell cell, string text)
    {
        if (cell.Source != text)
        {
            cell.Source = text;
            cell.SourceVersion++;
            cell.ErrorLine = 0;
            _needs = null;
            Touch(cell);
            if (_cells.Contains(cell))
            {
                Changed();
            }
        }
    }

    private LiveCell Find(string cellId) => _cells.FirstOrDefault(cell => cell.Id == cellId) ?? throw new KeyNotFoundException($"The notebook has no code cell '{cellId}'.");

    private void Touch(LiveCell? cell)
    {
        _version++;
        cell?.Version = _version;
        foreach (var page in _pages.Where(page => page.CurrentCount == 0))
        {
            page.Release();
        }
    }

    private Dictionary<string, CellEdit> Edits()
    {
        var edits = new Dictionary<string, CellEdit>(_orphans, StringComparer.Ordinal);
        foreach (var cell in _cells)
        {
            var hash = EditJournal.Hash(cell.Author);
            if (cell.IsEdited || cell.Conflict?.Base == hash)
            {
                edits[cell.Id] = new CellEdit(hash, cell.Source, cell.Conflict?.Text);
            }
            else if (cell.Conflict is { } conflict)
            {
                edits[cell.Id] = conflict;
            }
        }

        return edits;
    }

    private bool Save()
    {
        try
        {
            _journal.Save(Edits());
            if (_saveProblem is not null)
            {
                _saveProblem = null;
                Touch(null);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _saveProblem = $"Your edits could not be saved: {e.Message} They are kept in this page and in the reader while both are open, and saving is tried again.";
            Touch(null);
            return false;
        }
    }

    private List<string> Notices()
    {
        var notices = new List<string?> { _fileProblem, _journalProblem, _saveProblem }.OfType<string>().ToList();
        if (_orphans.Count > 0)
        {
            notices.Add($"{_orphans.Count} of your edits belong to cells that the notebook no longer has; they are kept in {_journal.File}.");
        }

        return notices;
    }

    /// <summary>The state of a file by which a change is seen.</summary>
    private readonly record struct FileStamp(DateTime Written, long Length)
    {
        public static FileStamp Of(string file) => new FileInfo(file) is { Exists: true } info ? new FileStamp(info.LastWriteTimeUtc, info.Length) : default;
    }

    private sealed class Watching(LiveNotebook notebook, SemaphoreSlim page) : IDisposable
    {
        public void Dispose()
        {
            lock (notebook._gate)
            {
                notebook._pages.Remove(page);
                notebook._unwatchedSince = DateTime.UtcNow;
            }
        }
    }
}
