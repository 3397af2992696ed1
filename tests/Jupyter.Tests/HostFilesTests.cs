using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Kernelspecs;

namespace Jupyter.Tests;

/// <summary>What editors read to find the kernel of a notebook and the language of its cells, VS Code among them.</summary>
public sealed class HostFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Chapters => [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Chapters))]
    public void Chapter_NamesTheKernelAndTheLanguageAsTheKernelDoes(string chapter)
    {
        var metadata = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "notebooks", chapter)))!["metadata"]!;
        var (kernel, language, info) = (metadata["kernelspec"]!, metadata["language_info"]!, KernelLanguage.CSharp.Info);

        Assert.Equal((".net-csharp", "C#", ".NET (C#)"), ((string?)kernel["name"], (string?)kernel["language"], (string?)kernel["display_name"]));
        Assert.Equal((info.Name, info.FileExtension, info.Mimetype, info.PygmentsLexer), ((string?)language["name"], (string?)language["file_extension"], (string?)language["mimetype"], (string?)language["pygments_lexer"]));
    }

    [Theory]
    [InlineData("C#", ".net-csharp", "csharp", ".cs")]
    [InlineData("F#", ".net-fsharp", "fsharp", ".fs")]
    public void Kernelspec_HasTheFieldsUnderTheNamesTheyAreReadBy(string language, string name, string lexer, string extension)
    {
        var folder = KernelspecInstaller.In(_folder, new KernelLaunch(["/opt/dotnet", "/opt/workbook.dll"], null)).Install(language);
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!.AsObject();

        Assert.Equal(name, Path.GetFileName(folder));
        Assert.Equal(["argv", "display_name", "language", "interrupt_mode", "env", "metadata"], spec.Select(field => field.Key));
        Assert.Equal((language, $".NET ({language})", "message"), ((string?)spec["language"], (string?)spec["display_name"], (string?)spec["interrupt_mode"]));
        Assert.Equal("{connection_file}", (string?)spec["argv"]!.AsArray()[^1]);
        var info = KernelLanguage.Named(language).Info;
        Assert.Equal((language, lexer, extension, $"text/x-{lexer}"), (info.Name, info.PygmentsLexer, info.FileExtension, info.Mimetype));
    }
}
