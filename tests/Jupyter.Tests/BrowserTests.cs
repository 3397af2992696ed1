using System.Globalization;

namespace Jupyter.Tests;

/// <summary>
/// Notebooks in Jupyter Notebook and headless Chromium. Pictures of the pages are left in artifacts/pages, to be looked at.
/// </summary>
[Collection("Real clients")]
public sealed class BrowserTests : IDisposable
{
    private readonly InstalledKernels _kernels = new();

    public void Dispose() => _kernels.Dispose();

    [BrowserFact]
    public void Page_ShowsWhatANotebookOfNetInteractiveShows()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_kernels.Folder, "pages")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "notebooks", "polyglot.ipynb"), Path.Combine(folder, "polyglot.ipynb"));

        Shows(folder, "polyglot.ipynb", charts: 1, formulas: 4);
    }

    [BrowserFact]
    public void Chapter_RunsAndShowsItsChartsAndFormulas() => ShowsChapter("03-mathematics.ipynb", charts: 3, formulas: 100);

    [BrowserFact]
    [Trait("Category", "Slow")]
    public void Chapter_OfCodeRunsToo() => ShowsChapter("04-code.ipynb", charts: 3, formulas: 10);

    [BrowserFact]
    [Trait("Category", "Slow")]
    public void Chapter_OfGradientProblemsRunsToo() => ShowsChapter("06-gradient-problems.ipynb", charts: 4, formulas: 50);

    // A copy, since front ends save what they open; what it loads by relative path is where it always is.
    private void ShowsChapter(string name, int charts, int formulas)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_kernels.Folder, "copy")).FullName;
        var notebooks = Directory.CreateDirectory(Path.Combine(folder, "notebooks")).FullName;
        File.Copy(Path.Combine(Repository.Root, "notebooks", name), Path.Combine(notebooks, name));
        foreach (var linked in new[] { "src", "data", "Workbook.sln" })
        {
            Directory.CreateSymbolicLink(Path.Combine(folder, linked), Path.Combine(Repository.Root, linked));
        }

        Shows(folder, $"notebooks/{name}", charts, formulas);
    }

    private void Shows(string folder, string notebook, int charts, int formulas)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "pages")).FullName;
        var picture = Path.Combine(pictures, Path.ChangeExtension(Path.GetFileName(notebook), ".png"));
        File.Delete(picture);

        _kernels.Passes("check_browser.py", folder, notebook, charts.ToString(CultureInfo.InvariantCulture), formulas.ToString(CultureInfo.InvariantCulture), picture);

        Assert.True(new FileInfo(picture).Length > 10_000, $"{picture} shows next to nothing.");
    }
}
