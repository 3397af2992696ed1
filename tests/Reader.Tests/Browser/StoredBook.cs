using Notebooks;

namespace Reader.Tests.Browser;

/// <summary>The workbook's own book, made of the outputs that its notebooks store, so that no chapter has to run.</summary>
public sealed class StoredBook : IDisposable
{
    public StoredBook()
    {
        var notebooks = Path.Combine(Repository.Root, "notebooks");
        Folder = Directory.CreateTempSubdirectory("book").FullName;
        Chapters =
        [
            .. Directory.GetFiles(notebooks, "*.ipynb").Order(StringComparer.Ordinal).SelectMany(path => Translations.Of(path).Prepend(path))
                .Select(path => new BookChapter(NotebookDocument.Read(path), Path.ChangeExtension(Path.GetRelativePath(notebooks, path), ".html").Replace('\\', '/'))),
        ];
        Problems = Book.Write(Folder, Chapters);
    }

    public string Folder { get; }

    public IReadOnlyList<BookChapter> Chapters { get; }

    public IReadOnlyList<PageProblem> Problems { get; }

    public IEnumerable<string> Pages => Chapters.Select(chapter => chapter.Page);

    public Uri AddressOf(string page) => new(Path.Combine(Folder, page));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
