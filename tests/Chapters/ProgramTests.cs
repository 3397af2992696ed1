using System.Diagnostics;
using Notebooks;

namespace Chapters;

/// <summary>Chapters as programs of one file, which the SDK runs from start to end, with every check that they hold.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);
    private readonly string _folder = Directory.CreateTempSubdirectory("program").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("01-background", "the two bags are the same", "Chart: Four series")]
    [InlineData("03-mathematics", "dWh: walked back = measured", "five patients: not done yet")]
    public async Task Chapter_RunsAsAProgram(string chapter, params string[] says)
    {
        var program = Path.Combine(_folder, $"{chapter}.cs");
        ExportFiles.Write(program, await CSharpProgram.WriteAsync(NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", $"{chapter}.ipynb")), program), replaces: false);

        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", "-c", "Release", program]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(s_limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);

        Assert.True(process.ExitCode == 0, await output + await error);
        Assert.All(says, said => Assert.Contains(said, output.Result));
    }
}
