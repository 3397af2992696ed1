using System.Text.Json.Nodes;
using Scripting.Languages;

namespace Scripting.Magics.Commands;

/// <summary><c>#!value</c>: keep a text, from the cell or from a file, to be shared with any language.</summary>
internal sealed class Value : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!value", "keep the lines that follow, or a file, as a value; share it with #!share --from value", null,
        new("--name", "name", "the name of the value"),
        new("--from-file", "path", "read it from a file"),
        new("--value", "value", "the text itself, or @input:prompt or @password:prompt"),
        new("--mime-type", "type", "also show it, as this type"));

    public async Task RunAsync(MagicCall call, CellRun cell)
    {
        var name = call.Required("--name");
        var value = call switch
        {
            _ when call["--from-file"] is { } path => new NamedValue(name, typeof(string), await ReadAsync(cell.FullPath(path), cell.CancellationToken)),
            _ when call["--value"] is { } given => await cell.ResolveAsync(given),
            _ => new NamedValue(name, typeof(string), call.Part.Body.TrimEnd('\r', '\n')),
        };
        await cell.Session.Languages.Values("value").SetAsync(value with { Name = name }, cell.CancellationToken);
        if (call["--mime-type"] is { } mimeType)
        {
            var text = value.Value?.ToString() ?? "";
            cell.Outputs.Display(new JsonObject { [mimeType] = text, ["text/plain"] = text }, []);
        }
    }

    private static Task<string> ReadAsync(string path, CancellationToken cancellationToken) => File.Exists(path)
        ? File.ReadAllTextAsync(path, cancellationToken)
        : throw new MagicException($"#!value --from-file: there is no file {Path.GetFileName(path)}; paths start at the notebook's folder.");
}
