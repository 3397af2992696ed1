using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reader.Tests.Serving;

/// <summary>A folder of notebooks, a reader that serves it, and a client with the reader's cookie.</summary>
internal sealed class ServedNotebooks : IAsyncDisposable
{
    private readonly List<Uri> _addresses = [];
    private ReaderServer? _server;

    public ServedNotebooks()
    {
        Folder = Directory.CreateTempSubdirectory("served").FullName;
        Data = Directory.CreateTempSubdirectory("reader").FullName;
        Client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false });
    }

    public string Folder { get; }

    /// <summary>The reader's own folder.</summary>
    public string Data { get; }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client { get; }

    public ReaderServer Server => _server!;

    public Uri Base => new($"http://127.0.0.1:{Server.Port}");

    /// <summary>The addresses printed so far.</summary>
    public IReadOnlyList<Uri> Addresses => _addresses;

    /// <summary>Writes a notebook of code cells <c>c1</c>, <c>c2</c>, …</summary>
    public ServedNotebooks With(string name, params string[] codes) => With(name, [.. codes.Select((code, i) => Code($"c{i + 1}", code))]);

    public ServedNotebooks With(string name, params JsonObject[] cells)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, new JsonObject { ["cells"] = new JsonArray([.. cells]), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString());
        return this;
    }

    public static JsonObject Code(string id, string text, params JsonObject[] outputs) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = outputs.Length > 0 ? 1 : null,
        ["id"] = id,
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray([.. outputs]),
        ["source"] = text,
    };

    public static JsonObject Markdown(string id, string text) => new() { ["cell_type"] = "markdown", ["id"] = id, ["metadata"] = new JsonObject(), ["source"] = text };

    public static JsonObject Stream(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text };

    public static JsonObject Html(string html) => new()
    {
        ["output_type"] = "display_data",
        ["data"] = new JsonObject { ["text/html"] = html, ["text/plain"] = "html" },
        ["metadata"] = new JsonObject(),
    };

    public async Task<ServedNotebooks> StartAsync(Func<ReaderOptions, ReaderOptions>? change = null)
    {
        var options = new ReaderOptions { Folder = Folder, DataFolder = Data, CareInterval = TimeSpan.FromMilliseconds(100), OnAddress = _addresses.Add };
        _server = await ReaderServer.StartAsync(change?.Invoke(options) ?? options);
        return this;
    }

    /// <summary>Starts, and exchanges the token for the cookie as a browser does.</summary>
    public async Task<ServedNotebooks> OpenAsync(Func<ReaderOptions, ReaderOptions>? change = null)
    {
        await StartAsync(change);
        using var opened = await Client.GetAsync(Server.Address);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        return this;
    }

    public async Task EndServerAsync()
    {
        await Server.DisposeAsync();
        _server = null;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(Base, path));

    public HttpRequestMessage PostRequest(string verb, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Base, "/api/" + verb)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", $"http://127.0.0.1:{Server.Port}");
        request.Headers.Add("X-Workbook-Instance", Server.Instance);
        return request;
    }

    /// <summary>Posts as a page does; the answer, or the words of a refusal.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Answer, string Text)> PostAsync(string verb, object body)
    {
        using var request = PostRequest(verb, body);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, response.IsSuccessStatusCode ? JsonNode.Parse(text) : null, text);
    }

    public async Task<ReaderPage> PageAsync(string notebook, long since = 0)
    {
        var page = new ReaderPage(notebook, this);
        await page.ConnectAsync(since);
        return page;
    }

    public ClientWebSocket Socket(string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = Cookies;
        socket.Options.SetRequestHeader("Origin", origin ?? $"http://127.0.0.1:{Server.Port}");
        return socket;
    }

    public Uri SocketAddress(string notebook, long since = 0, string? instance = null) =>
        new($"ws://127.0.0.1:{Server.Port}/socket?notebook={Uri.EscapeDataString(notebook)}&since={since}&instance={instance ?? Server.Instance}");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Client.Dispose();
        Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }
}

/// <summary>What a page knows of its notebook, kept up to date by its socket as the script of the page does it.</summary>
internal sealed class ReaderPage(string notebook, ServedNotebooks served) : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, JsonObject> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _outputs = new(StringComparer.Ordinal);
    private ClientWebSocket? _socket;

    public long Sequence { get; private set; }

    public int Messages { get; private set; }

    public int Document { get; private set; }

    public string Session { get; private set; } = "";

    public string? SessionNotice { get; private set; }

    public string Notices { get; private set; } = "";

    public JsonObject Cell(string id) => _cells[id];

    public string State(string id) => _cells.TryGetValue(id, out var cell) ? (string)cell["state"]! : "";

    public bool Is(string id, string mark) => (bool)_cells[id][mark]!;

    public int Version(string id) => (int)_cells[id]["version"]!;

    public string Outputs(string id) => string.Concat(_outputs.GetValueOrDefault(id, []));

    public async Task ConnectAsync(long since)
    {
        _socket = served.Socket();
        await _socket.ConnectAsync(served.SocketAddress(notebook, since), CancellationToken.None);
    }

    public Task<(HttpStatusCode Status, JsonNode? Answer, string Text)> PostAsync(string verb, object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!.AsObject();
        fields["notebook"] = notebook;
        return served.PostAsync(verb, fields);
    }

    public Task RunAsync(string cell, string scope = "cell") => PostAsync("run", new { cell, scope });

    /// <summary>Runs a cell and waits for its end.</summary>
    public async Task<string> RunToEndAsync(string cell, string scope = "cell")
    {
        var before = _cells.TryGetValue(cell, out var known) ? known.ToJsonString() : "";
        await RunAsync(cell, scope);
        await UntilAsync(() => State(cell) is "ok" or "error" or "interrupted" && _cells[cell].ToJsonString() != before && Session is not "busy" and not "starting", $"{cell} ends");
        return State(cell);
    }

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (!condition())
        {
            try
            {
                await ReceiveAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{what}: not within {s_limit.TotalSeconds} s; cells {string.Join(", ", _cells.Select(cell => $"{cell.Key} {State(cell.Key)}"))}; session {Session} {SessionNotice} {Notices}");
            }
        }
    }

    public async Task LeaveAsync()
    {
        if (_socket is { State: WebSocketState.Open } open)
        {
            await open.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        _socket?.Dispose();
        _socket = null;
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    public async Task<JsonObject> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        using var text = new MemoryStream();
        var buffer = new byte[65536];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket!.ReceiveAsync(buffer, cancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var message = JsonNode.Parse(Encoding.UTF8.GetString(text.ToArray()))!.AsObject();
        Take(message);
        return message;
    }

    private void Take(JsonObject message)
    {
        Messages++;
        Sequence = (long)message["sequence"]!;
        Document = (int)message["document"]!;
        Session = (string)message["session"]!["state"]!;
        SessionNotice = (string?)message["session"]!["notice"];
        Notices = string.Join(' ', message["notices"]!.AsArray().Select(notice => (string)notice!));
        foreach (var cell in message["cells"]!.AsArray().Select(cell => cell!.AsObject()))
        {
            var id = (string)cell["id"]!;
            if (cell["source"] is null && _cells.TryGetValue(id, out var before))
            {
                cell["source"] = before["source"]?.DeepClone();
            }

            _cells[id] = (JsonObject)cell.DeepClone();
            if (cell["outputs"] is JsonObject outputs)
            {
                TakeOutputs(_outputs.TryGetValue(id, out var list) ? list : _outputs[id] = [], outputs);
            }
        }
    }

    private static void TakeOutputs(List<string> list, JsonObject outputs)
    {
        foreach (var output in outputs["changed"]!.AsArray())
        {
            var index = (int)output!["index"]!;
            if (index == list.Count)
            {
                list.Add("");
            }

            list[index] = (string?)output["html"] ?? list[index].Replace("</pre>\n", (string?)output["added"] + "</pre>\n", StringComparison.Ordinal);
        }

        var count = (int)outputs["count"]!;
        list.RemoveRange(count, list.Count - count);
    }
}
