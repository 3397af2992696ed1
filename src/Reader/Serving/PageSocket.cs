using System.Net.WebSockets;
using System.Text.Json;
using Reader.Live;

namespace Reader.Serving;

/// <summary>
/// Tells one page what changes in its notebook. Each message brings the page up to date from whatever it knew, so that a slow
/// page gets fewer and larger ones, and a page that was away misses nothing.
/// </summary>
internal sealed class PageSocket(WebSocket socket, LiveNotebook notebook, long since)
{
    // Short enough to look like a stream, long enough that a cell that prints does not send each line by itself.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // How long a page may take to say goodbye.
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the page leaves or <paramref name="closing"/>.</summary>
    public async Task RunAsync(CancellationToken closing)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(closing);
        using var changed = new SemaphoreSlim(1, 1);
        using var watching = notebook.Watch(changed);
        var listening = ListenAsync(gone);
        try
        {
            await TellAsync(changed, gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The page has left, or the reader ends.
        }

        await gone.CancelAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        await Task.WhenAny(listening, Task.Delay(s_farewell, CancellationToken.None)).ConfigureAwait(false);
        socket.Abort();
        await listening.ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var limit = new CancellationTokenSource(s_farewell);
            await ((Task)socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(SemaphoreSlim changed, CancellationToken gone)
    {
        var view = new PageView(since);
        while (true)
        {
            await changed.WaitAsync(gone).ConfigureAwait(false);
            var message = JsonSerializer.SerializeToUtf8Bytes(notebook.Refresh(view), PageJson.Options);
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, gone).ConfigureAwait(false);
            await Task.Delay(s_pause, gone).ConfigureAwait(false);
        }
    }

    // Pages say nothing here; what they send is how their end is seen.
    private async Task ListenAsync(CancellationTokenSource gone)
    {
        var buffer = new byte[128];
        try
        {
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false)).MessageType == WebSocketMessageType.Text)
            {
                // An answer to the pings of old browsers.
            }
        }
        catch (WebSocketException)
        {
            // It left without a word.
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }
}
