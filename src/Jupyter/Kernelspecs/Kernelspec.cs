using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Jupyter.Kernelspecs;

/// <summary>
/// A kernel.json: how a kernel is started and shown.
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
/// </summary>
public sealed partial record Kernelspec
{
    internal const string FileName = "kernel.json";

    /// <summary>The command line; <c>{connection_file}</c> and <c>{resource_dir}</c> stand for what is put in.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The name front ends show.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The language, as notebooks name it.</summary>
    public required string Language { get; init; }

    /// <summary><c>message</c> if a request on the control channel interrupts, <c>signal</c> (or null) if SIGINT does.</summary>
    public string? InterruptMode { get; init; }

    /// <summary>Environment variables for the kernel's process.</summary>
    public Dictionary<string, string>? Env { get; init; }

    /// <summary>What else the kernel's makers say of it.</summary>
    public Dictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>Reads the kernelspec of a folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is not a kernelspec.</exception>
    public static Kernelspec Read(string folder) =>
        JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, FileName)), KernelspecJson.Default.Kernelspec)
        ?? throw new JsonException($"'{Path.Combine(folder, FileName)}' holds null.");

    /// <summary>Writes it whole: a front end that looks meanwhile sees the old one, or none.</summary>
    internal void Write(string folder)
    {
        var whole = Path.Combine(folder, FileName);
        File.WriteAllText(whole + ".new", JsonSerializer.Serialize(this, KernelspecJson.Default.Kernelspec) + "\n");
        File.Move(whole + ".new", whole, overwrite: true);
    }

    /// <summary>Whether a kernel can have this name: letters, digits, dots, hyphens, underscores.</summary>
    internal static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$")]
    private static partial Regex NamePattern();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Kernelspec))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class KernelspecJson : JsonSerializerContext;
