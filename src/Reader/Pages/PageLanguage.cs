using Notebooks;

namespace Reader.Pages;

/// <summary>
/// A language that pages come in: the folder that its pages lie in, its tag, its own name, and the words of pages that are not a notebook's.
/// </summary>
internal sealed record PageLanguage(string Folder, string Tag, string Name, PageWords Words)
{
    public static PageLanguage English { get; } = new("", "en", "English", new PageWords
    {
        Book = Reader.Book.Title,
        Contents = "Contents",
        Chapters = "Chapters",
        ChaptersAgain = "Chapters, again",
        SkipToContent = "Skip to content",
        OnThisPage = "On this page",
        LinkToCell = "Link to cell",
        Error = "Error",
        Diagram = "Diagram",
        OnlyInOther = "in Chinese",
    });

    public static PageLanguage Chinese { get; } = new("zh/", "zh-Hans", "中文", new PageWords
    {
        Book = "循环网络手册",
        Contents = "目录",
        Chapters = "各章",
        ChaptersAgain = "各章（页末）",
        SkipToContent = "跳到正文",
        OnThisPage = "本页内容",
        LinkToCell = "单元链接",
        Error = "错误",
        Diagram = "示意图",
        OnlyInOther = "英文",
    });

    /// <summary>All languages, the first of which is the one without a folder.</summary>
    public static IReadOnlyList<PageLanguage> All { get; } = [English, Chinese];

    /// <summary>The language of the page, or notebook, of this path.</summary>
    public static PageLanguage Of(string path) => All.FirstOrDefault(language => language.Folder.Length > 0 && path.StartsWith(language.Folder, StringComparison.Ordinal)) ?? English;

    /// <summary>The language of a notebook: that of the folder it lies in, or of the folder above: zh/a.ipynb, zh/appendix/a.ipynb.</summary>
    public static PageLanguage OfNotebook(NotebookDocument document)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(document.Path));
        string[] names = [Path.GetFileName(folder) + "/", Path.GetFileName(Path.GetDirectoryName(folder)) + "/"];
        return All.FirstOrDefault(language => names.Contains(language.Folder)) ?? English;
    }

    /// <summary>The two letters that name the language in the names of files.</summary>
    public string Code => Tag[..2];

    /// <summary>The path of the page that says in this language what <paramref name="path"/> says in its own.</summary>
    public string PathOf(string path) => Folder + path[Of(path).Folder.Length..];
}

/// <summary>The words of pages that are not a notebook's.</summary>
internal sealed record PageWords
{
    public required string Book { get; init; }

    public required string Contents { get; init; }

    public required string Chapters { get; init; }

    public required string ChaptersAgain { get; init; }

    public required string SkipToContent { get; init; }

    public required string OnThisPage { get; init; }

    public required string LinkToCell { get; init; }

    public required string Error { get; init; }

    public required string Diagram { get; init; }

    /// <summary>Stands beside a chapter that is there only in the other language.</summary>
    public required string OnlyInOther { get; init; }
}
