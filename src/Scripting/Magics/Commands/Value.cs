using Scripting.Languages;

namespace Scripting.Magics.Commands;

/// <summary><c>#!value</c>: keep a text, from the cell or from a file, to be shared with any language.</summary>
internal sealed class Value : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!value", "keep the lines that follow, or a file, as a value; share it with #!share --from value", null,
        new("--name", "name", "the name of the value"),
        new("--from-file", "path", "read it from a file"),
        new("--from-url", "address", "read it from the web"),
        new("--from-value", "value", "as --value"),
        new("--value", "value", "the text itself, or @input:prompt or @password:prompt"),
        new("--mime-type", "type", "also show it, as this type"));

    public async Task RunAsync(MagicCall call, CellRun cell)
    {
        var name = call.Required("--name");
        var value = call switch
        {
            _ when call["--from-file"] is { } path => new NamedValue(name, typeof(string), await ReadAsync(cell.FullPath(path), cell.CancellationToken)),
            _ when call["--from-url"] is { } address => new NamedValue(name, typeof(string), await FetchAsync(address, cell.Session.Options, cell.CancellationToken)),
            _ when (call["--value"] ?? call["--from-value"]) is { } given => await cell.ResolveAsync(given),
            _ => new NamedValue(name, typeof(string), call.Part.Body.TrimEnd('\r', '\n')),
        };
        await cell.Session.Languages.Values("value").SetAsync(value with { Name = name }, cell.CancellationToken);
        if (call["--mime-type"] is { } mimeType)
        {
            var text = value.Value?.ToString() ?? "";
            var content = new Microsoft.DotNet.Interactive.MimeContent(mimeType, text);
            var (data, metadata) = Formatting.MimeBundle.Of(content);
            cell.Outputs.Display(data, metadata);
        }
    }

    private static Task<string> ReadAsync(string path, CancellationToken cancellationToken) => File.Exists(path)
        ? File.ReadAllTextAsync(path, cancellationToken)
        : throw new MagicException($"#!value --from-file: there is no file {Path.GetFileName(path)}; paths start at the notebook's folder.");

    private static async Task<string> FetchAsync(string address, SessionOptions options, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new MagicException($"#!value --from-url: '{address}' is no address; it starts with https:// or http://.");
        }

        if (options.IsOffline)
        {
            throw new MagicException($"#!value --from-url: {address} is not read, since the session is offline; keep a copy beside the notebook and read it with --from-file.");
        }

        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            return await client.GetStringAsync(uri, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new MagicException($"#!value --from-url: {address} could not be read: {error.Message} To run without a network, keep a copy beside the notebook and read it with --from-file.");
        }
    }
}
