using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace Reader.Serving;

/// <summary>
/// HTML with scripts of its own that sessions of this reader have made in this sitting, each under an address that cannot be
/// guessed. What notebooks bring along never gets here, so that it never runs.
/// </summary>
internal sealed class FrameStore
{
    private const int Limit = 500;
    private readonly ConcurrentDictionary<string, string> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>The element that runs the HTML apart from the page.</summary>
    public string Frame(string html, string title)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _pages[id] = html;
        _order.Enqueue(id);
        while (_order.Count > Limit && _order.TryDequeue(out var oldest))
        {
            _pages.TryRemove(oldest, out _);
        }

        return $"<iframe class=\"scripted\" sandbox=\"allow-scripts\" src=\"{Endpoints.FrameOf(id)}\" title=\"{WebUtility.HtmlEncode(title)}\"></iframe>\n";
    }

    /// <summary>The page of an id, or null. It tells the page around it nothing but its height.</summary>
    public string? Find(string id) => _pages.TryGetValue(id, out var html) ? $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light"><title>Output</title>
        <style>body { margin: 0; padding: 0.5rem; background: #fff; color: #222; font: 15px/1.5 system-ui, sans-serif; }</style></head>
        <body>
        {{html}}
        <script>
        new ResizeObserver(() => parent.postMessage({ kind: "size", height: document.documentElement.offsetHeight }, "*")).observe(document.documentElement);
        </script>
        </body></html>
        """ : null;
}
