using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Reader.Tests.Serving;

/// <summary>What must not reach a reader. Each test fails when the guard it is about is taken out.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private readonly ServedNotebooks _served = new ServedNotebooks().With("one.ipynb", "1");

    public async Task InitializeAsync() => await _served.OpenAsync();

    public async Task DisposeAsync() => await _served.DisposeAsync();

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_served.Base, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _served.Client.SendAsync(request);
    }

    private static async Task Refused(HttpResponseMessage response, string why)
    {
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(why, await response.Content.ReadAsStringAsync());
    }

    // The same request with every guard content.
    [Fact]
    public async Task Page_IsGivenToWhoHasTheCookie()
    {
        using var response = await GetAsync("/pages/one.html", ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("id=\"c1\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Server_ListensOnLoopbackAlone()
    {
        var others = Dns.GetHostAddresses(Dns.GetHostName()).Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)).ToArray();

        Assert.All(others, address =>
        {
            using var socket = new TcpClient();
            Assert.ThrowsAny<SocketException>(() => socket.Connect(address, _served.Server.Port));
        });
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.nip.io")]
    [InlineData("localhost.evil.example")]
    public async Task OtherHost_IsRefused(string host) =>
        await Refused(await GetAsync("/pages/one.html", ("Host", $"{host}:{_served.Server.Port}")), "another host");

    [Fact]
    public async Task OtherPortOfHost_IsRefused() => await Refused(await GetAsync("/pages/one.html", ("Host", "127.0.0.1:80")), "another host");

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task OtherOrigin_IsRefused(string origin) => await Refused(await GetAsync("/pages/one.html", ("Origin", origin)), "another site");

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task OtherSite_IsRefused(string site) => await Refused(await GetAsync("/pages/one.html", ("Sec-Fetch-Site", site)), "another site");

    [Fact]
    public async Task WithoutCookie_NothingIsGiven()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

        foreach (var path in new[] { "/", "/pages/one.html", "/pages/assets/reader.js", "/files/x.png", "/frames/x", "/api/output?notebook=one.ipynb&cell=c1&index=0" })
        {
            using var response = await stranger.GetAsync(new Uri(_served.Base, path));
            await Refused(response, "Open the address");
        }
    }

    [Fact]
    public async Task WrongCookie_IsRefused()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var name = _served.Cookies.GetAllCookies().Single().Name;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_served.Base, "/pages/one.html"));
        request.Headers.Add("Cookie", $"{name}={new string('0', 64)}");

        await Refused(await stranger.SendAsync(request), "Open the address");
    }

    [Fact]
    public async Task Token_Has256Bits_AndLetsOneBrowserIn()
    {
        var used = _served.Addresses[0];
        Assert.Matches("^\\?token=[0-9a-f]{64}$", used.Query);
        using var second = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var again = await second.GetAsync(used);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        using var next = await second.GetAsync(_served.Addresses[1]);
        Assert.Equal(HttpStatusCode.Redirect, next.StatusCode);
        Assert.NotEqual(used, _served.Addresses[1]);
    }

    [Fact]
    public async Task Cookie_IsOutOfReachForScriptsAndOtherSites_AndOfThisInstanceAlone()
    {
        using var second = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var opened = await second.GetAsync(_served.Addresses[^1]);

        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith($"workbook-{_served.Server.Instance}=", cookie);
        Assert.Equal("/pages/index.html", opened.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task WrongToken_IsRefused()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var response = await stranger.GetAsync(new Uri(_served.Base, $"/?token={new string('a', 64)}"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Post_WithoutOrigin_IsRefused()
    {
        using var request = _served.PostRequest("run", new { notebook = "one.ipynb", cell = "c1" });
        request.Headers.Remove("Origin");

        await Refused(await _served.Client.SendAsync(request), "which page");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef")]
    public async Task Post_OfAnotherInstance_IsRefused(string? instance)
    {
        using var request = _served.PostRequest("run", new { notebook = "one.ipynb", cell = "c1" });
        request.Headers.Remove("X-Workbook-Instance");
        if (instance is not null)
        {
            request.Headers.Add("X-Workbook-Instance", instance);
        }

        await Refused(await _served.Client.SendAsync(request), "another run");
    }

    [Fact]
    public async Task Socket_OfAnotherOriginOrInstance_IsRefused()
    {
        await _served.GetAsync("/pages/one.html");
        using var good = _served.Socket();
        await good.ConnectAsync(_served.SocketAddress("one.ipynb"), CancellationToken.None);
        using var otherOrigin = _served.Socket("http://evil.example");
        using var otherInstance = _served.Socket();
        using var noCookie = _served.Socket();
        noCookie.Options.Cookies = null;

        Assert.Equal(WebSocketState.Open, good.State);
        await Assert.ThrowsAsync<WebSocketException>(() => otherOrigin.ConnectAsync(_served.SocketAddress("one.ipynb"), CancellationToken.None));
        await Assert.ThrowsAsync<WebSocketException>(() => otherInstance.ConnectAsync(_served.SocketAddress("one.ipynb", instance: "0123456789abcdef"), CancellationToken.None));
        await Assert.ThrowsAsync<WebSocketException>(() => noCookie.ConnectAsync(_served.SocketAddress("one.ipynb"), CancellationToken.None));
    }

    [Fact]
    public async Task Socket_WithoutOrigin_IsRefused()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _served.Server.Port);
        var cookie = _served.Cookies.GetAllCookies().Single();
        var request = $"GET {_served.SocketAddress("one.ipynb").PathAndQuery} HTTP/1.1\r\nHost: 127.0.0.1:{_served.Server.Port}\r\nCookie: {cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[256];
        var read = await client.GetStream().ReadAsync(buffer);

        Assert.StartsWith("HTTP/1.1 403", Encoding.ASCII.GetString(buffer, 0, read));
    }

    [Fact]
    public async Task EveryResponse_HasItsPolicy()
    {
        using var page = await GetAsync("/pages/one.html");
        using var refused = await GetAsync("/pages/one.html", ("Origin", "http://evil.example"));
        using var missing = await GetAsync("/files/none.png");

        foreach (var response in new[] { page, refused, missing })
        {
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        }

        var nonce = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"workbook-nonce\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
            + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task Nonce_IsAnotherOneEachTime()
    {
        using var first = await GetAsync("/pages/one.html");
        using var second = await GetAsync("/pages/one.html");

        Assert.NotEqual(first.Headers.GetValues("Content-Security-Policy").Single(), second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task LargeRequest_IsRefused()
    {
        using var request = _served.PostRequest("edit", new { notebook = "one.ipynb" });
        request.Content = new ByteArrayContent(new byte[9 * 1024 * 1024]);
        HttpStatusCode? status;
        try
        {
            using var response = await _served.Client.SendAsync(request);
            status = response.StatusCode;
        }
        catch (HttpRequestException)
        {
            status = null; // the connection was closed while it was sent
        }

        Assert.True(status is null or HttpStatusCode.RequestEntityTooLarge, $"{status}");
    }

    [Fact]
    public async Task LongText_IsRefusedWithWhatWouldBeRight()
    {
        await _served.GetAsync("/pages/one.html");
        var (status, _, text) = await _served.PostAsync("edit", new { notebook = "one.ipynb", cell = "c1", version = 0, text = new string('x', 1_000_001) });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("1000001 characters; a cell may have 1000000", text);
    }
}
