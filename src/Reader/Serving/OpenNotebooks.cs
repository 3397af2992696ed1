using System.Collections.Concurrent;
using Reader.Live;

namespace Reader.Serving;

/// <summary>The notebooks that pages have opened, and the care for their files and sessions.</summary>
internal sealed class OpenNotebooks(ServedFolder folder, LiveSettings settings, ReaderOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveNotebook> _open = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _opening = new();
    private Task _caring = Task.CompletedTask;

    /// <summary>When the reader ends.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>The notebook, opened if it was not.</summary>
    /// <exception cref="Notebooks.NotebookFormatException">The file is no notebook.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public LiveNotebook Get(ServedNotebook notebook)
    {
        lock (_opening)
        {
            return _open.TryGetValue(notebook.Name, out var open) ? open : _open[notebook.Name] = LiveNotebook.Open(notebook.File, settings);
        }
    }

    /// <summary>A notebook by its name, if it is in the folder and can be read; a page left from before is not refused for having been away.</summary>
    public LiveNotebook? Find(string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (_open.TryGetValue(name, out var open))
        {
            return open;
        }

        try
        {
            return folder.Find(name) is { } notebook && notebook.Name == name ? Get(notebook) : null;
        }
        catch (Exception e) when (e is Notebooks.NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return null; // its page says why
        }
    }

    public void StartCaring() => _caring = Task.Run(CareAsync);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _caring.ConfigureAwait(false);
        await Task.WhenAll(_open.Values.Select(notebook => notebook.DisposeAsync().AsTask())).ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task CareAsync()
    {
        using var timer = new PeriodicTimer(options.CareInterval);
        while (!_closing.IsCancellationRequested)
        {
            await ((Task)timer.WaitForNextTickAsync(_closing.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (name, notebook) in _open)
            {
                notebook.CheckFile();
                notebook.RetrySaving();
                await notebook.EndIfUnusedAsync(options.IdleLimit, options.UnwatchedLimit).ConfigureAwait(false);
            }
        }
    }
}
