using System.Text.Json.Nodes;
using Notebooks;
using Reader.Live;
using Reader.Tests.Serving;

namespace Reader.Tests.Live;

/// <summary>The reader's texts: kept aside, never lost, never over the author's.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private readonly ServedNotebooks _served = new ServedNotebooks().With("one.ipynb", "var a = 1;", "var b = 2;");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _served.DisposeAsync();

    private string File => Path.Combine(_served.Folder, "one.ipynb");

    private EditJournal Journal => new(_served.Data, File);

    private async Task<ReaderPage> PageAsync()
    {
        var page = await _served.PageAsync("one.ipynb");
        await page.UntilAsync(() => page.State("c1").Length > 0, "the page is told the state");
        return page;
    }

    private static async Task<JsonNode> EditAsync(ReaderPage page, string text, int? version = null, string cell = "c1")
    {
        var (_, answer, words) = await page.PostAsync("edit", new { cell, text, version = version ?? page.Version(cell) });
        return answer ?? throw new InvalidOperationException(words);
    }

    [Fact]
    public async Task Edit_IsOnTheDiskBeforeItIsAcknowledged_AndTheNotebookIsUntouched()
    {
        var before = await System.IO.File.ReadAllBytesAsync(File);
        await _served.OpenAsync();
        await using var page = await PageAsync();

        var answer = await EditAsync(page, "var a = 100;");

        Assert.True((bool)answer["isSaved"]!);
        Assert.Equal("var a = 100;", Journal.Load(out _)["c1"].Text);
        Assert.Equal(EditJournal.Hash("var a = 1;"), Journal.Load(out _)["c1"].Base);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
        Assert.Empty(Directory.GetFiles(Path.Combine(_served.Data, "edits"), "*.tmp"));
    }

    [Fact]
    public async Task Edits_AreThereAfterTheReaderHasBeenRestarted_AndPagesOfTheOldOneAreRefused()
    {
        await _served.OpenAsync();
        await using (var page = await PageAsync())
        {
            await EditAsync(page, "var a = 100;");
        }

        using var old = _served.PostRequest("edit", new { notebook = "one.ipynb", cell = "c1", text = "old", version = 1 });
        var port = _served.Server.Port;
        await _served.EndServerAsync();
        await _served.OpenAsync(options => options with { Port = port });
        await using var again = await PageAsync();
        using var refused = await _served.Client.SendAsync(old);

        Assert.Equal("var a = 100;", (string?)again.Cell("c1")["source"]);
        Assert.True(again.Is("c1", "isEdited"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Reset_TakesTheAuthorsTextAgain()
    {
        await _served.OpenAsync();
        await using var page = await PageAsync();
        await EditAsync(page, "var a = 100;");

        await page.PostAsync("reset", new { cell = "c1" });
        await page.UntilAsync(() => !page.Is("c1", "isEdited") && (string?)page.Cell("c1")["source"] == "var a = 1;", "the text is the author's");

        Assert.False(System.IO.File.Exists(Journal.File));
    }

    [Fact]
    public async Task SecondTab_SeesTheEdit_AndAStaleOneDoesNotOverwrite()
    {
        await _served.OpenAsync();
        await using var first = await PageAsync();
        await using var second = await PageAsync();
        var stale = second.Version("c1");

        await EditAsync(first, "var a = 100;");
        await second.UntilAsync(() => (string?)second.Cell("c1")["source"] == "var a = 100;", "the other page is told");
        var answer = await EditAsync(second, "var a = 7;", stale);

        Assert.True((bool)answer["isConflict"]!);
        await first.UntilAsync(() => (string?)first.Cell("c1")["conflict"] == "var a = 7;", "both are shown");
        Assert.Equal("var a = 100;", (string?)first.Cell("c1")["source"]);
        Assert.Equal("var a = 7;", Journal.Load(out _)["c1"].Other);

        await first.PostAsync("choose", new { cell = "c1", other = true });
        await first.UntilAsync(() => (string?)first.Cell("c1")["source"] == "var a = 7;" && first.Cell("c1")["conflict"] is null, "the other is taken");
    }

    [Fact]
    public async Task FileChangedOnDisk_KeepsBoth_AndTellsTheReader()
    {
        await _served.OpenAsync();
        await using var page = await PageAsync();
        var document = page.Document;
        await EditAsync(page, "var a = 100;");

        _served.With("one.ipynb", "var a = 2;", "var b = 3;", "var c = 4;");
        await page.UntilAsync(() => page.Document > document && page.State("c3").Length > 0, "the change is told");

        Assert.Equal("var a = 2;", (string?)page.Cell("c1")["source"]);
        Assert.Equal("var a = 100;", (string?)page.Cell("c1")["conflict"]);
        Assert.Equal("var b = 3;", (string?)page.Cell("c2")["source"]);
        Assert.Equal("var a = 100;", Journal.Load(out _)["c1"].Text);

        await page.PostAsync("choose", new { cell = "c1", other = true });
        await page.UntilAsync(() => (string?)page.Cell("c1")["source"] == "var a = 100;", "mine is taken");
        Assert.Equal(EditJournal.Hash("var a = 2;"), Journal.Load(out _)["c1"].Base);
    }

    [Fact]
    public async Task FileChangedWhileTheReaderWasAway_KeepsBoth()
    {
        Journal.Save(new Dictionary<string, CellEdit>
        {
            ["c1"] = new(EditJournal.Hash("var a = 0;"), "var a = 100;"),
            ["gone"] = new(EditJournal.Hash("x"), "kept"),
        });
        await _served.OpenAsync();
        await using var page = await PageAsync();

        Assert.Equal("var a = 100;", (string?)page.Cell("c1")["conflict"]);
        Assert.Equal("1 of your edits", page.Notices[..15]);
        await EditAsync(page, "var b = 5;", cell: "c2");
        Assert.Equal("kept", Journal.Load(out _)["gone"].Text);

        await page.PostAsync("choose", new { cell = "c1", other = false });
        await page.UntilAsync(() => page.Cell("c1")["conflict"] is null, "mine is dropped");
        Assert.DoesNotContain("c1", Journal.Load(out _).Keys);
    }

    [Fact]
    public async Task FileThatBecomesUnreadable_IsSaid_AndThePageStays()
    {
        await _served.OpenAsync();
        await using var page = await PageAsync();
        await EditAsync(page, "var a = 100;");

        await System.IO.File.WriteAllTextAsync(File, "{ half");
        await page.UntilAsync(() => page.Notices.Length > 0, "the problem is said");
        Assert.Contains("cannot be read now", page.Notices);
        Assert.Equal("ok", await page.RunToEndAsync("c1"));

        _served.With("one.ipynb", "var a = 1;", "var b = 2;");
        await page.UntilAsync(() => page.Notices.Length == 0, "the problem is gone");
        Assert.Equal("var a = 100;", (string?)page.Cell("c1")["source"] ?? "var a = 100;");
    }

    // A file in place of the folder fails as a full disk does: with an error of the file system at the time of writing.
    [Fact]
    public async Task EditThatCannotBeSaved_IsNotAcknowledgedAsSaved_AndIsSavedWhenItCanBe()
    {
        await _served.OpenAsync();
        await using var page = await PageAsync();
        var folder = Path.Combine(_served.Data, "edits");
        await System.IO.File.WriteAllTextAsync(folder, "");

        var answer = await EditAsync(page, "var a = 100;");
        await page.UntilAsync(() => page.Notices.Length > 0, "the problem is said");

        Assert.False((bool)answer["isSaved"]!);
        Assert.Contains("could not be saved", page.Notices);
        System.IO.File.Delete(folder);
        await page.UntilAsync(() => page.Notices.Length == 0, "it is saved");
        Assert.Equal("var a = 100;", Journal.Load(out _)["c1"].Text);
    }

    [Fact]
    public async Task BrokenJournal_IsPutAside_NotOverwritten()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal.File)!);
        await System.IO.File.WriteAllTextAsync(Journal.File, "{ half");
        await _served.OpenAsync();
        await using var page = await PageAsync();

        Assert.Contains("put aside", page.Notices);
        Assert.Equal("{ half", await System.IO.File.ReadAllTextAsync(Directory.GetFiles(Path.GetDirectoryName(Journal.File)!, "*.broken-*").Single()));
    }

    [Fact]
    public void WriteThatFails_LeavesTheOldFileWhole()
    {
        var path = Path.Combine(_served.Data, "file");
        AtomicFile.Write(path, "old"u8);
        Directory.CreateDirectory(Path.Combine(_served.Data, "folder", "in the way"));

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Path.Combine(_served.Data, "folder"), "new"u8));
        AtomicFile.Write(path, "new"u8);

        Assert.Equal("new", System.IO.File.ReadAllText(path));
        Assert.Equal(["file"], Directory.GetFiles(_served.Data).Select(Path.GetFileName));
    }

    [Fact]
    public async Task UnknownCellOrNotebook_IsNamed()
    {
        await _served.OpenAsync();
        await using var page = await PageAsync();

        var (_, _, cell) = await page.PostAsync("run", new { cell = "none" });
        var (_, _, notebook) = await _served.PostAsync("run", new { notebook = "../none.ipynb", cell = "c1" });
        var (_, _, json) = await _served.PostAsync("run", "text");

        Assert.Contains("no code cell 'none'", cell);
        Assert.Contains("'../none.ipynb' is not open", notebook);
        Assert.Contains("PageRequest", json);
    }
}
