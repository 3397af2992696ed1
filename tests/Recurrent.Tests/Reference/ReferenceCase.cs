using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>One case of a reference file, found by its name.</summary>
internal sealed class ReferenceCase
{
    private static readonly Lazy<Dictionary<string, ReferenceCase>> All = new(Load);

    private ReferenceCase(JsonElement json)
    {
        Json = json;
    }

    public static IEnumerable<string> Names => All.Value.Keys;

    public JsonElement Json { get; }

    public string Kind => Json.GetProperty("kind").GetString()!;

    public JsonElement Expected => Json.GetProperty("expected");

    public static ReferenceCase Named(string name) => All.Value[name];

    public JsonElement this[string key] => Json.GetProperty(key);

    // A relative path counts from where the tests were started or, since runners differ there, from the repository.
    private static string Folder()
    {
        string given = Environment.GetEnvironmentVariable("RECURRENT_REFERENCE") is { Length: > 0 } path ? path : Path.Combine("tests", "reference");
        if (Path.IsPathRooted(given) || Directory.Exists(given))
        {
            return given;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "tests", "Recurrent.Tests")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? Environment.CurrentDirectory, given);
    }

    private static Dictionary<string, ReferenceCase> Load()
    {
        var cases = new Dictionary<string, ReferenceCase>();
        foreach (string file in Directory.GetFiles(Folder(), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var root = document.RootElement.Clone();
            if (root.GetProperty("format").GetString() != "recurrent-reference" || root.GetProperty("version").GetInt32() != 1)
            {
                throw new InvalidDataException($"{file} is not a reference file of version 1.");
            }

            foreach (var json in root.GetProperty("cases").EnumerateArray())
            {
                cases.Add(json.GetProperty("name").GetString()!, new ReferenceCase(json));
            }
        }

        return cases;
    }
}
