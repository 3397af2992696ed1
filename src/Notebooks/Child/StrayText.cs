using System.Text;

namespace Notebooks;

/// <summary>
/// Reads what the child writes to standard output or error, past the session's own console. The child ends each cell with
/// a mark, which is taken out and tells that the cell's text is complete.
/// </summary>
internal sealed class StrayText
{
    private readonly Action<string> _onText;
    private readonly Lock _gate = new();
    private readonly StringBuilder _pending = new();
    private string? _mark;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StrayText(Stream stream, Action<string> onText)
    {
        _onText = onText;
        Ended = Task.Run(() => ReadAsync(stream));
    }

    /// <summary>Completes when the stream has ended.</summary>
    public Task Ended { get; }

    /// <summary>A fresh mark: a text that nobody writes by chance.</summary>
    public static string NewMark() => $"\0{Guid.NewGuid():N}\0";

    /// <summary>Completes when <paramref name="mark"/> has been read.</summary>
    public Task Expect(string mark)
    {
        lock (_gate)
        {
            _mark = mark;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
        {
            lock (_gate)
            {
                _pending.Append(buffer, 0, count);
                Deliver(isEnd: false);
            }
        }

        lock (_gate)
        {
            Deliver(isEnd: true);
        }
    }

    // A text that may be the beginning of the mark is kept back.
    private void Deliver(bool isEnd)
    {
        var text = _pending.ToString();
        var at = _mark is null ? -1 : text.IndexOf(_mark, StringComparison.Ordinal);
        var ready = at >= 0 || isEnd ? text.Length : KeptFrom(text);
        _pending.Clear().Append(text, ready, text.Length - ready);
        var delivered = at >= 0 ? text.Remove(at, _mark!.Length) : text[..ready];
        if (delivered.Length > 0)
        {
            _onText(delivered);
        }

        if (at >= 0)
        {
            _mark = null;
            _reached.TrySetResult();
        }
    }

    private int KeptFrom(string text)
    {
        if (_mark is null)
        {
            return text.Length;
        }

        for (var length = Math.Min(_mark.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(_mark[..length], StringComparison.Ordinal))
            {
                return text.Length - length;
            }
        }

        return text.Length;
    }
}
