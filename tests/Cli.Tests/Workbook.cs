using System.Diagnostics;
using System.Text.Json.Nodes;
using Notebooks;

namespace Cli.Tests;

/// <summary>What a call of the command left: its exit code and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.TrimEnd().Split('\n');
}

/// <summary>A copy of the fixture notebooks in a folder of its own, and the real command to run there.</summary>
internal sealed class Workbook : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public Workbook()
    {
        Folder = Directory.CreateTempSubdirectory("workbook").FullName;
        Directory.CreateDirectory(PathOf("notebooks"));
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures")))
        {
            File.Copy(file, PathOf("notebooks", Path.GetFileName(file)));
        }
    }

    public string Folder { get; }

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Keeps only the named notebooks, so that they are the workbook's chapters.</summary>
    public Workbook With(params string[] names)
    {
        foreach (var file in Directory.GetFiles(PathOf("notebooks"), "*.ipynb").Where(file => !names.Contains(Path.GetFileName(file))))
        {
            File.Delete(file);
        }

        return this;
    }

    /// <summary>Writes a notebook of code cells, <c>c1</c>, <c>c2</c>, …, each with its tags; F# if its name says so.</summary>
    public Workbook Write(string name, params (string Code, string[] Tags)[] cells)
    {
        var (language, kernel) = name.Contains("fsharp", StringComparison.Ordinal) ? ("F#", ".net-fsharp") : ("C#", ".net-csharp");
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((cell, i) => new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"c{i + 1}",
                ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. cell.Tags.Select(tag => (JsonNode?)tag)]) },
                ["outputs"] = new JsonArray(),
                ["source"] = cell.Code,
            })]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["language"] = language, ["name"] = kernel } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(PathOf("notebooks", name), notebook.ToJsonString());
        return this;
    }

    public Workbook Write(string name, params string[] codes) => Write(name, [.. codes.Select(code => (code, Array.Empty<string>()))]);

    /// <summary>The cells of a notebook's executed copy.</summary>
    public JsonArray Executed(string name) => JsonNode.Parse(File.ReadAllText(PathOf("artifacts", "notebooks", name)))!["cells"]!.AsArray();

    /// <summary>What the command finds in its environment besides what this process has.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public Process Start(params string[] arguments)
    {
        var command = ChildCommand.Find();
        var start = new ProcessStartInfo(command.FileName, [.. command.Arguments, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndOfAsync(process);
    }

    public static async Task<CommandResult> EndOfAsync(Process process)
    {
        using var limit = new CancellationTokenSource(s_limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new CommandResult(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
