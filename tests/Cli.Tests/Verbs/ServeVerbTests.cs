using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Cli.Tests.Verbs;

[Collection(nameof(Alone))]
public sealed class ServeVerbTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().Write("one.ipynb", "1");

    public void Dispose() => _workbook.Dispose();

    private static async Task<Uri> AddressAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Regex.Match(line, @"^\s+(http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{64})$") is { Success: true } found)
            {
                return new Uri(found.Groups[1].Value);
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(limit.Token));
    }

    [Fact]
    public async Task Serve_PrintsAnAddressThatOpensTheChapters()
    {
        using var process = _workbook.Start("serve", "--no-browser");
        try
        {
            using var client = new HttpClient();
            var contents = await client.GetStringAsync(await AddressAsync(process));

            Assert.Contains("href=\"one.html\"", contents);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task PortInUse_IsNamed_WithWhatWouldBeRight()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var result = await _workbook.RunAsync("serve", "--no-browser", "--port", $"{port}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--port is {port}", result.Error);
        Assert.Contains("leave it out for a free one", result.Error);
    }

    [Theory]
    [InlineData("--port", "0", "--port is 0; it must be a port from 1 to 65535.")]
    [InlineData("--port", "x", "--port is x; it must be a port from 1 to 65535.")]
    [InlineData("nowhere", "--no-browser", "does not exist; the reader serves the notebooks of a folder")]
    public async Task WrongCall_IsNamed(string first, string second, string said)
    {
        var result = await _workbook.RunAsync("serve", first, second);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error);
    }
}
