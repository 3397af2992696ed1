using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notebooks;
using Reader.Live;
using Reader.Serving;

namespace Reader;

/// <summary>
/// The local reader: the pages of the book with cells that run, on the loopback address, for whoever has the address it prints.
/// </summary>
public sealed class ReaderServer : IAsyncDisposable
{
    /// <summary>How many bytes a request may have: a cell, with what JSON adds.</summary>
    private const long MaxRequest = 8L * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly OpenNotebooks _notebooks;

    private ReaderServer(WebApplication app, OpenNotebooks notebooks, int port, string instance, string token)
    {
        _app = app;
        _notebooks = notebooks;
        Port = port;
        Instance = instance;
        Address = AddressWith(port, token);
    }

    /// <summary>The address that opens the reader in a browser, once.</summary>
    public Uri Address { get; }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    internal string Instance { get; }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ReaderServer> StartAsync(ReaderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Directory.Exists(options.Folder))
        {
            throw new DirectoryNotFoundException($"The folder {options.Folder} does not exist; the reader serves the notebooks of a folder.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequest;
            kestrel.Limits.MaxConcurrentConnections = 500;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var folder = new ServedFolder(options.Folder);
        var frames = new FrameStore();
        var renderer = new ReaderRenderer(folder, frames);
        var notebooks = new OpenNotebooks(folder, new LiveSettings(options.DataFolder, options.Command ?? ChildCommand.Find(), renderer.Output), options);
        var access = new ReaderAccess();
        var app = builder.Build();
        var port = 0;
        Guard(app, access, () => port, options.OnAddress);
        app.UseWebSockets(new Microsoft.AspNetCore.Builder.WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.UseRouting();
        new Endpoints(folder, notebooks, renderer, frames, access).Map(app);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        notebooks.StartCaring();
        _ = Task.Run(renderer.WarmUp, cancellationToken);
        var server = new ReaderServer(app, notebooks, port, access.Instance, access.Token);
        options.OnAddress?.Invoke(server.Address);
        return server;
    }

    /// <summary>Ends the sessions and the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _notebooks.DisposeAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static Uri AddressWith(int port, string token) => new($"http://127.0.0.1:{port}/?{Endpoints.TokenField}={token}");

    // Before anything else: what browsers may do with the answer, and whether there is one.
    private static void Guard(WebApplication app, ReaderAccess access, Func<int> port, Action<Uri>? onAddress)
    {
        var guard = new RequestGuard(access, port);
        app.Use(async (context, next) =>
        {
            ResponsePolicy.Apply(context.Response);
            if (guard.Refusal(context.Request) is { } refusal)
            {
                await Endpoints.WriteTextAsync(context, StatusCodes.Status403Forbidden, refusal).ConfigureAwait(false);
                return;
            }

            var token = access.Token;
            await next(context).ConfigureAwait(false);
            if (access.Token != token)
            {
                onAddress?.Invoke(AddressWith(port(), access.Token));
            }
        });
    }
}
