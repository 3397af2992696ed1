using Scripting.Magics;

namespace Scripting.Tests.Magics;

public class CellSplitterTests
{
    [Theory]
    [InlineData("", "csharp", "")]
    [InlineData("  \n", "csharp", "")]
    [InlineData("var x = 1;", "csharp", "csharp:var x = 1;")]
    [InlineData("#!time\nvar x = 1;", "csharp", "#!time|csharp:var x = 1;")]
    [InlineData("var x = 1;\n#!who\nx", "csharp", "csharp:var x = 1;|#!who|csharp:x")]
    [InlineData("#!fsharp\nlet x = 'a'\n#!html\n<p>it's \"open\n#!csharp\n1", "csharp", "#!fsharp|fsharp:let x = 'a'|#!html|html:<p>it's \"open|#!csharp|csharp:1")]
    [InlineData("#!js\nlet x;\r\n#!md\r\n# Title", "csharp", "#!js|javascript:let x;|#!md|markdown:# Title")]
    [InlineData("var s = @\"\n#!who\n\";", "csharp", "csharp:var s = @\"\n#!who\n\";")]
    [InlineData("var s = \"\"\"\n#!who\n\"\"\";", "csharp", "csharp:var s = \"\"\"\n#!who\n\"\"\";")]
    [InlineData("var s = $@\"{d[\"a\"]}\n#!who\n\";\n#!who", "csharp", "csharp:var s = $@\"{d[\"a\"]}\n#!who\n\";|#!who")]
    [InlineData("/*\n#!who\n*/", "csharp", "csharp:/*\n#!who\n*/")]
    [InlineData("#if NO\n#!who\n#endif", "csharp", "csharp:#if NO\n#!who\n#endif")]
    [InlineData("let s = \"\"\"\n#!who\n\"\"\"\n#!who", "fsharp", "fsharp:let s = \"\"\"\n#!who\n\"\"\"|#!who")]
    [InlineData("(* (* *)\n#!who *)\nlet q = '\"'\n#!who", "fsharp", "fsharp:(* (* *)\n#!who *)\nlet q = '\"'|#!who")]
    [InlineData("// it's \"\n#!who", "fsharp", "fsharp:// it's \"|#!who")]
    [InlineData("#!value --name a\nline 1\nline 2\n#!csharp\n1", "csharp", "#!value=line 1\nline 2\n|#!csharp|csharp:1")]
    [InlineData("#r \"lib.dll\"\n#load \"x.csx\"\n#nullable enable", "csharp", "csharp:#r \"lib.dll\"\n#load \"x.csx\"\n#nullable enable")]
    [InlineData("#r \"nuget: A, 1.0\"\n#i \"nuget: f\"\n#:package A@1\n#r \"project: a\"\n#:project b\n1", "csharp", "#r|#i|#:package|#r|#:project|csharp:1")]
    [InlineData("text\n#r \"nuget: A\"", "markdown", "markdown:text\n#r \"nuget: A\"")]
    public void Cell_IsSplitAtMagicsOutsideOfStringsAndComments(string cell, string language, string parts)
    {
        var found = CellSplitter.Split(cell, language).Select(part => part switch
        {
            MagicPart magic => magic.Name + (magic.Body.Length > 0 ? "=" + magic.Body : ""),
            CodePart code => $"{code.Language}:{code.Text.Trim()}",
            _ => part.ToString(),
        });
        Assert.Equal(parts, string.Join('|', found));
    }

    [Fact]
    public void Code_KeepsItsPlaceInTheCell()
    {
        const string cell = "#!time\r\nvar x = 1;\n#!who\n  x";
        var code = CellSplitter.Split(cell, "csharp").OfType<CodePart>().Last();
        Assert.Equal(cell.LastIndexOf('x'), code.Text.LastIndexOf('x'));
        Assert.Equal(cell.Count(c => c == '\n'), code.Text.Count(c => c == '\n'));
        Assert.Equal("x", code.Text.Trim());
    }
}
