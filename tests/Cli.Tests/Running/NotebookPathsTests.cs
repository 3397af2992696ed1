using Cli.Running;

namespace Cli.Tests.Running;

public sealed class NotebookPathsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public NotebookPathsTests()
    {
        foreach (var file in new[] { "notebooks/02-b.ipynb", "notebooks/01-a.ipynb", "notebooks/notes.md", "notebooks/zh/01-a.ipynb", "dibs/b.dib", "dibs/a.ipynb", "src/x.cs" })
        {
            var path = Path.Combine(_root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string[] Resolve(params string[] paths) =>
        [.. NotebookPaths.Resolve(paths, _root, _root).Select(path => Path.GetRelativePath(_root, path.FullPath).Replace('\\', '/') + (path.Problem is null ? "" : $": {path.Problem}"))];

    [Fact]
    public void FindRoot_LooksUpwards() => Assert.Equal(_root, NotebookPaths.FindRoot(Path.Combine(_root, "src")));

    [Fact]
    public void Resolve_OfNothing_FindsTheChaptersInOrder() => Assert.Equal(["notebooks/01-a.ipynb", "notebooks/02-b.ipynb"], Resolve());

    [Theory]
    [InlineData("notebooks", "notebooks/01-a.ipynb notebooks/02-b.ipynb")]
    [InlineData("notebooks/zh", "notebooks/zh/01-a.ipynb")]
    [InlineData("dibs", "dibs/a.ipynb dibs/b.dib")]
    [InlineData("dibs/*", "dibs/a.ipynb dibs/b.dib")]
    [InlineData("notebooks/0?-b.ipynb", "notebooks/02-b.ipynb")]
    [InlineData("notebooks/*", "notebooks/01-a.ipynb notebooks/02-b.ipynb")]
    [InlineData("**/01-*.ipynb", "notebooks/01-a.ipynb notebooks/zh/01-a.ipynb")]
    public void Resolve_TakesFoldersAndPatterns(string path, string found) => Assert.Equal(found.Split(' '), Resolve(path));

    [Fact]
    public void Resolve_NamesEachNotebookOnce() => Assert.Equal(["notebooks/02-b.ipynb", "notebooks/01-a.ipynb"], Resolve("notebooks/02-b.ipynb", "notebooks"));

    [Fact]
    public void Resolve_OfNothing_OutsideAWorkbook_SaysWhatToGive()
    {
        var found = Assert.Single(NotebookPaths.Resolve([], Path.Combine(_root, "src"), Path.Combine(_root, "src")));
        Assert.Contains("say what to run, for example 'workbook run analysis.ipynb'", found.Problem);
    }

    [Theory]
    [InlineData("nowhere", "nowhere: there is no such file or folder")]
    [InlineData("nowhere/*.ipynb", "nowhere/*.ipynb: no .ipynb or .dib file matches")]
    [InlineData("src", "src: the folder holds no .ipynb and no .dib files")]
    [InlineData("src/x.cs", "src/x.cs: not a notebook: its name ends neither in .ipynb nor in .dib")]
    public void Resolve_SaysWhatIsNotThere(string path, string said) => Assert.Equal([said], Resolve(path));
}
