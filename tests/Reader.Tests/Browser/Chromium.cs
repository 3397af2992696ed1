using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reader.Tests.Browser;

/// <summary>A fact that needs Chromium; skipped, with the reason, where there is none.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Path is null ? "Chromium is not installed (Debian: chromium)." : null;
}

/// <summary>
/// Real headless Chromium with one page, driven over its own protocol, so that the tests need no driver beside it. What the
/// page asks for and complains about is recorded from the start.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _pending = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>The program, or null.</summary>
    public static string? Path { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Every address that pages asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Errors of the console, of scripts and of policies.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Chromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("chromium").FullName;
        var process = Process.Start(new ProcessStartInfo(Path!,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Chromium(process, profile);
        await browser.ConnectAsync();
        return browser;
    }

    public async Task<JsonNode> SendAsync(string method, object? parameters = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answered = _pending[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } }, s_json), WebSocketMessageType.Text, true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }

        var answer = await answered.Task.WaitAsync(s_limit);
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"]!;
    }

    public async Task OpenAsync(Uri address)
    {
        await SendAsync("Page.navigate", new { url = address.AbsoluteUri });
        await UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>The value of an expression; of a promise, what it comes to.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string selector) =>
        (string?)await EvaluateAsync($"[...document.querySelectorAll({JsonSerializer.Serialize(selector)})].map(e => e.innerText).join('\\n')") ?? "";

    /// <summary>Waits until an expression holds; a page that is just being left counts as not yet.</summary>
    public async Task UntilAsync(string expression, double seconds = 30)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((bool?)await EvaluateAsync($"!!({expression})") == true)
                {
                    return;
                }
            }
            catch (InvalidOperationException) when (since.Elapsed.TotalSeconds < seconds)
            {
                // Between two pages there is nothing to ask.
            }

            if (since.Elapsed.TotalSeconds > seconds)
            {
                throw new TimeoutException($"Not within {seconds} s: {expression}\n{await TextAsync("body")}\n{string.Join('\n', Complaints)}");
            }

            await Task.Delay(30);
        }
    }

    /// <summary>Brings an element into view and clicks in its middle, as a hand would.</summary>
    public async Task ClickAsync(string selector)
    {
        var place = await EvaluateAsync($$"""
            (() => { const e = document.querySelector({{JsonSerializer.Serialize(selector)}}); e.scrollIntoView({ block: 'center' });
              const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()
            """);
        foreach (var type in new[] { "mouseMoved", "mousePressed", "mouseReleased" })
        {
            await SendAsync("Input.dispatchMouseEvent", new { type, x = (double)place![0]!, y = (double)place[1]!, button = type == "mouseMoved" ? "none" : "left", clickCount = 1 });
        }
    }

    /// <summary>Presses a key, such as <c>Enter</c>, <c>Tab</c> or <c>a</c>; modifiers: 2 Ctrl, 8 Shift.</summary>
    public async Task PressAsync(string key, int modifiers = 0)
    {
        var (code, text) = key switch
        {
            "Enter" => (13, "\r"),
            "Tab" => (9, ""),
            "Escape" => (27, ""),
            "ArrowDown" => (40, ""),
            "End" => (35, ""),
            "Backspace" => (8, ""),
            " " => (32, " "),
            _ => (char.ToUpperInvariant(key[0]), key),
        };
        var isText = text.Length > 0 && (modifiers & 2) == 0;
        await SendAsync("Input.dispatchKeyEvent", new { type = isText ? "keyDown" : "rawKeyDown", key, modifiers, windowsVirtualKeyCode = code, code = key is " " ? "Space" : key, text = isText ? text : null });
        await SendAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, modifiers, windowsVirtualKeyCode = code });
    }

    /// <summary>Types a text, a key after the other.</summary>
    public async Task TypeAsync(string text)
    {
        foreach (var c in text)
        {
            await SendAsync("Input.dispatchKeyEvent", new { type = "char", text = c.ToString() });
        }
    }

    public Task SetWindowAsync(int width, int height, bool isPhone = false) =>
        SendAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = isPhone });

    public Task SetDarkAsync(bool isDark) =>
        SendAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = isDark ? "dark" : "light" } } });

    /// <summary>Leaves a picture of the page in the folder pictures beside the tests, to be looked at.</summary>
    public async Task PhotographAsync(string name)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;
        var picture = await SendAsync("Page.captureScreenshot", new { format = "png" });
        await File.WriteAllBytesAsync(System.IO.Path.Combine(folder, name + ".png"), Convert.FromBase64String((string)picture["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        for (var attempt = 0; Directory.Exists(_profile) && attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100); // its children are still leaving
            }
        }
    }

    private async Task ConnectAsync()
    {
        var ports = System.IO.Path.Combine(_profile, "DevToolsActivePort");
        var since = Stopwatch.StartNew();
        while (!File.Exists(ports) || (await File.ReadAllLinesAsync(ports)).Length < 2)
        {
            if (since.Elapsed > s_limit)
            {
                throw new TimeoutException("Chromium did not start.");
            }

            await Task.Delay(50);
        }

        using var client = new HttpClient();
        var targets = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{(await File.ReadAllLinesAsync(ports))[0]}/json/list"))!.AsArray();
        var page = targets.First(target => (string?)target!["type"] == "page")!;
        await _socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), CancellationToken.None);
        _reading = Task.Run(ReadAsync);
        foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" })
        {
            await SendAsync(domain + ".enable");
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var text = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _closing.Token);
                text.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(Encoding.UTF8.GetString(text.ToArray()))!);
                    text.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The browser is closed.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (_pending.TryRemove((int)id, out var asked))
            {
                asked.TrySetResult(message);
            }

            return;
        }

        var told = message["params"]!;
        switch ((string?)message["method"])
        {
            case "Network.requestWillBeSent":
                Requests.Enqueue((string)told["request"]!["url"]!);
                break;
            case "Network.webSocketCreated":
                Requests.Enqueue((string)told["url"]!);
                break;
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(told["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)told["type"] is "error" or "warning" or "assert":
                Complaints.Enqueue(told["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)told["entry"]!["level"] == "error":
                Complaints.Enqueue($"{told["entry"]!["text"]} {told["entry"]!["url"]}");
                break;
        }
    }
}
