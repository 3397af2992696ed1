using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Scripting.Formatting;

namespace Scripting.Execution;

/// <summary>
/// Where the outputs of one cell go, in the order in which they happen. Console text is gathered and handed on after
/// 50 ms or 8 KB, and always before any other output, so nothing overtakes it. A thread of a cell that was stopped ends
/// where it writes or shows something. What touches the state stands in <c>finally</c> blocks, which the abort of a cell
/// that does not end by itself does not cut short: a lock would stay taken.
/// </summary>
internal sealed class CellOutputs(Action<CellOutput> send)
{
    private const int FlushLength = 8 * 1024;
    private static readonly TimeSpan s_flushInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string _stream = "stdout";
    private bool _flushScheduled;
    private long _shown;

    /// <summary>Adds console text of <paramref name="stream"/> (<c>stdout</c> or <c>stderr</c>).</summary>
    public void Write(string stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        InterruptibleRun.ThrowIfStopped();
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                if (stream != _stream)
                {
                    FlushText();
                    _stream = stream;
                }

                _text.Append(text);
                if (_text.Length >= FlushLength)
                {
                    FlushText();
                }
                else if (!_flushScheduled)
                {
                    _flushScheduled = true;
                    _ = FlushLaterAsync();
                }
            }
        }
    }

    /// <summary>Adds any other output, after the text written so far.</summary>
    public void Send(CellOutput output)
    {
        InterruptibleRun.ThrowIfStopped();
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                FlushText();
                send(Within(output));
            }
        }
    }

    /// <summary>Hands on the text written so far.</summary>
    public void Flush()
    {
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                FlushText();
            }
        }
    }

    /// <summary>Shows a value, under <paramref name="displayId"/> if it is to be updated later.</summary>
    public void Display(JsonObject data, JsonObject metadata, string? displayId = null, bool isUpdate = false) =>
        Send(new DisplayOutput(data, metadata, displayId, isUpdate));

    private CellOutput Within(CellOutput output)
    {
        var data = output switch { DisplayOutput display => display.Data, ResultOutput result => result.Data, _ => null };
        if (data is null || (_shown += data.Sum(form => (long)BundleLimits.Length(form.Value))) <= OutputLimits.CellLength)
        {
            return output;
        }

        var note = new JsonObject
        {
            ["text/plain"] = string.Create(CultureInfo.InvariantCulture, $"(left out: this cell has shown {_shown} characters of values, and OutputLimits.CellLength allows {OutputLimits.CellLength})"),
        };
        return output is DisplayOutput shown ? shown with { Data = note, Metadata = [] } : new ResultOutput(note, []);
    }

    private async Task FlushLaterAsync()
    {
        await Task.Delay(s_flushInterval).ConfigureAwait(false);
        lock (_gate)
        {
            _flushScheduled = false;
            FlushText();
        }
    }

    private void FlushText()
    {
        if (_text.Length > 0)
        {
            var text = _text.ToString();
            _text.Clear();
            send(new StreamOutput(_stream, text));
        }
    }
}
