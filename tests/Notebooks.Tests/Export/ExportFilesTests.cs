namespace Notebooks.Tests.Export;

public sealed class ExportFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("export").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_AreReplacedOnlyIfTold()
    {
        var output = Path.Combine(_folder, "new", "a.md");
        IReadOnlyList<ExportedFile> first = [ExportedFile.OfText("a.md", "1"), ExportedFile.OfText("a_files/p.svg", "p")];
        ExportFiles.Write(output, first, replaces: false);

        var error = Assert.Throws<IOException>(() => ExportFiles.Write(output, [ExportedFile.OfText("a.md", "2")], replaces: false));
        Assert.Equal($"{output} is there already; --force replaces it.", error.Message);
        Assert.Equal("1", File.ReadAllText(output));

        // A picture alone is not replaced either, and then nothing is written.
        File.Delete(output);
        Assert.Throws<IOException>(() => ExportFiles.Write(output, first, replaces: false));
        Assert.False(File.Exists(output));

        ExportFiles.Write(output, [ExportedFile.OfText("a.md", "3"), ExportedFile.OfText("a_files/p.svg", "q")], replaces: true);
        Assert.Equal(["a.md", "p.svg"], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
        Assert.Equal("q", File.ReadAllText(Path.Combine(_folder, "new", "a_files", "p.svg")));
    }

    [Fact]
    public void Folder_IsNoFile() => Assert.Contains("is a folder", Assert.Throws<IOException>(() => ExportFiles.Write(_folder, [ExportedFile.OfText("a", "1")], replaces: true)).Message);
}
