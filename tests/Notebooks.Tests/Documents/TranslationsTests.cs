namespace Notebooks.Tests.Documents;

public sealed class TranslationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_FindsTheSameNameInFoldersOfLanguages()
    {
        foreach (var file in new[] { "zh/a.ipynb", "zh-Hant/a.ipynb", "de/b.ipynb", "src/a.ipynb", "old/a.ipynb", "zh/more/c.ipynb", "more/zh-Hant/c.ipynb" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.WriteAllText(PathOf(file), "");
        }

        Assert.Equal([PathOf("zh-Hant/a.ipynb"), PathOf("zh/a.ipynb")], Translations.Of(PathOf("a.ipynb")));
        Assert.Equal([PathOf("more/zh-Hant/c.ipynb"), PathOf("zh/more/c.ipynb")], Translations.Of(PathOf("more/c.ipynb")));
        Assert.Empty(Translations.Of(PathOf("nowhere/a.ipynb")));
    }

    [Fact]
    public void CarryOutputs_GivesOutputsAndPromptNumbers_AndNothingElse()
    {
        var original = Shown("# One", "1 + 1", "2");
        Shown("# 一", "1 + 1", "old").Write(PathOf("zh/a.ipynb"));

        Assert.Null(Translations.CarryOutputs(original, PathOf("zh/a.ipynb")));

        Assert.Equal(Shown("# 一", "1 + 1", "2").ToJson(), File.ReadAllText(PathOf("zh/a.ipynb")));
    }

    [Fact]
    public void CarryOutputs_ToOtherCode_LeavesTheFileAndSaysWhy()
    {
        Shown("# 一", "1 + 2", "old").Write(PathOf("zh/a.ipynb"));
        var before = File.ReadAllText(PathOf("zh/a.ipynb"));

        Assert.Equal("the outputs of zh/a.ipynb were left as they were: its code cell 'code' is not the original's 'code'", Translations.CarryOutputs(Shown("# One", "1 + 1", "2"), PathOf("zh/a.ipynb")));
        Assert.Equal("the outputs of zh/a.ipynb were left as they were: it has 1 code cells, the original 0", Translations.CarryOutputs(NotebookDocument.Parse("""{ "cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5 }""", "a.ipynb"), PathOf("zh/a.ipynb")));
        Assert.Equal(before, File.ReadAllText(PathOf("zh/a.ipynb")));
    }

    [Fact]
    public void CarryOutputs_ToWhatIsNoNotebook_SaysSo()
    {
        Directory.CreateDirectory(PathOf("zh"));
        File.WriteAllText(PathOf("zh/a.ipynb"), "{");

        Assert.StartsWith("the outputs of zh/a.ipynb were left as they were: not JSON", Translations.CarryOutputs(Shown("# One", "1", "1"), PathOf("zh/a.ipynb")), StringComparison.Ordinal);
    }

    private string PathOf(string file) => Path.Combine(_folder, file.Replace('/', Path.DirectorySeparatorChar));

    private static NotebookDocument Shown(string words, string code, string output) => NotebookDocument.Parse($$"""
        {
          "cells": [
            { "cell_type": "markdown", "id": "words", "metadata": {}, "source": "{{words}}" },
            { "cell_type": "code", "execution_count": {{output.Length}}, "id": "code", "metadata": {}, "source": "{{code}}",
              "outputs": [{ "name": "stdout", "output_type": "stream", "text": "{{output}}" }] }
          ],
          "metadata": {}, "nbformat": 4, "nbformat_minor": 5
        }
        """, "a.ipynb");
}
