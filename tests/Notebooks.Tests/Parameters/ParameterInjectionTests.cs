using System.Text.Json.Nodes;

namespace Notebooks.Tests.Parameters;

public sealed class ParameterInjectionTests
{
    private static Parameter Text(string name, string value) => new(name, value, ParameterForm.Text);

    private static Parameter Json(string name, string json) => new(name, JsonNode.Parse(json), ParameterForm.Json);

    private static NotebookDocument WithDefaults(string code, string language = "C#")
    {
        var document = Notebook.Of(("before", []), (code, [CellTags.Parameters]), ("after", []));
        document.Metadata["kernelspec"]!["language"] = language;
        return document;
    }

    private static string Line(string defaults, Parameter parameter, string language = "C#") =>
        ParameterInjection.Apply(WithDefaults(defaults, language), [parameter]).Document.Cells[2].Source.Split('\n')[1];

    [Theory]
    [InlineData("double rate = 0.1;", "0.5", "rate = 0.5;")]
    [InlineData("var rate = 0.1;", "1", "rate = 1.0;")]
    [InlineData("var rate = Math.PI / 2;", "1e-3", "rate = 0.001;")]
    [InlineData("double rate = 0.1;", "NaN", "rate = double.NaN;")]
    [InlineData("float rate = 0.1f;", "0.25", "rate = 0.25f;")]
    [InlineData("decimal rate = 1m;", "0.10", "rate = 0.10m;")]
    [InlineData("int rate = 1;", "-7", "rate = -7;")]
    [InlineData("byte rate = 1;", "255", "rate = 255;")]
    [InlineData("var rate = 1L;", "9000000000", "rate = 9000000000;")]
    [InlineData("bool rate = false;", "True", "rate = true;")]
    [InlineData("char rate = 'a';", "'", @"rate = '\'';")]
    [InlineData("string rate = \"a\";", "1.5 \"x\"\n", @"rate = ""1.5 \""x\""\n"";")]
    [InlineData("string rate = \"a\";", "null", "rate = null;")]
    [InlineData("int? rate = 1;", "null", "rate = null;")]
    [InlineData("int? rate = 1;", "3", "rate = 3;")]
    [InlineData("var rate = DayOfWeek.Monday;", "friday", "rate = System.DayOfWeek.Friday;")]
    [InlineData("var rate = new DateTime(2026, 1, 1);", "2026-02-03", "rate = System.DateTime.Parse(\"2026-02-03\", System.Globalization.CultureInfo.InvariantCulture);")]
    [InlineData("var rate = TimeSpan.FromSeconds(1);", "00:01:00", "rate = System.TimeSpan.Parse(\"00:01:00\", System.Globalization.CultureInfo.InvariantCulture);")]
    [InlineData("var rate = new[] { 1, 2 };", "[3, 4]", "rate = [3, 4];")]
    [InlineData("List<string> rate = [];", "[\"a\", null]", "rate = [\"a\", null];")]
    [InlineData("var rate = new Dictionary<string, double> { };", "{\"a\": 1.5}", "rate = new() { [\"a\"] = 1.5 };")]
    [InlineData("object rate = null;", "4", "rate = 4;")]
    [InlineData("const int rate = 1;", "4", "const int rate = 4;")]
    [InlineData("int other = 0, rate = 1; // both", "4", "rate = 4;")]
    [InlineData("#!time\n#r \"nuget: X\"\nusing System.Text;\nint rate = 1;", "4", "rate = 4;")]
    public void CSharp_IsTypedByTheDefault(string defaults, string value, string line) => Assert.Equal(line, Line(defaults, Text("rate", value)));

    [Theory]
    [InlineData("let rate = 0.1", "1", "let rate = 1.0")]
    [InlineData("let rate = 0.1f", "2.5", "let rate = 2.5f")]
    [InlineData("let rate = 1", "-7", "let rate = -7")]
    [InlineData("let rate = 1L", "7", "let rate = 7L")]
    [InlineData("let rate = 1uy", "255", "let rate = 255uy")]
    [InlineData("let rate = 1m", "0.5", "let rate = 0.5m")]
    [InlineData("let mutable rate = true // flag", "false", "let rate = false")]
    [InlineData("let rate = \"a\"", "say \"x\"\\", "let rate = \"say \\\"x\\\"\\\\\"")]
    [InlineData("let rate: string = null", "null", "let rate: string = null")]
    [InlineData("let rate : int64 = 5L", "6", "let rate: int64 = 6L")]
    [InlineData("let rate: int option = None", "null", "let rate: int option = None")]
    [InlineData("let rate: int option = None", "3", "let rate: int option = Some(3)")]
    [InlineData("let rate = Some 1.5", "2", "let rate = Some(2.0)")]
    [InlineData("let rate = [1; 2]", "[3, 4]", "let rate = [ 3; 4 ]")]
    [InlineData("let rate = [| 1.0 |]", "[3.5]", "let rate = [| 3.5 |]")]
    [InlineData("let rate: float list = []", "[1.5]", "let rate: float list = [ 1.5 ]")]
    [InlineData("let rate = DateTime(2026, 1, 1)", "2026-02-03", "let rate = System.DateTime.Parse(\"2026-02-03\", System.Globalization.CultureInfo.InvariantCulture)")]
    public void FSharp_IsTypedByTheDefault(string defaults, string value, string line) => Assert.Equal(line, Line(defaults, Text("rate", value), "F#"));

    [Theory]
    [InlineData("C#", "int rate = 1;", "1.5", "parameter 'rate' is '1.5', but it must be a whole number from -2147483648 to 2147483647, since its default is of type int")]
    [InlineData("C#", "byte rate = 1;", "256", "parameter 'rate' is '256', but it must be a whole number from 0 to 255, since its default is of type byte")]
    [InlineData("C#", "double rate = 1;", "fast", "parameter 'rate' is 'fast', but its default is of type double")]
    [InlineData("C#", "double rate = 1;", "null", "parameter 'rate' is 'null', but its default is of type double, which cannot be null")]
    [InlineData("C#", "var rate = DayOfWeek.Monday;", "noday", "parameter 'rate' is 'noday', but it must be one of Sunday, Monday,")]
    [InlineData("C#", "int[] rate = [];", "[1, \"a\"]", "parameter 'rate' is '[1, \"a\"]', but it must be a whole number")]
    [InlineData("C#", "int[] rate = [];", "1, 2", "parameter 'rate' is '1, 2', but ")]
    [InlineData("C#", "var rate = new Random(1);", "2", "parameter 'rate' cannot be set to '2': its type is Random, of which no value can be given")]
    [InlineData("C#", "double speed = 1, size = 2;", "2", "there is no parameter 'rate' to take '2'; the cell tagged parameters, cell 2 (c2), sets speed, size")]
    [InlineData("F#", "let rate = 1", "1.5", "parameter 'rate' is '1.5', but it must be a whole number from -2147483648 to 2147483647, since its default is of type int")]
    [InlineData("F#", "let rate = f 1", "2", "parameter 'rate' cannot be set to '2': its type is that of 'f 1' (write it out: let rate: type = …)")]
    [InlineData("F#", "let rate = 0.5", "null", "parameter 'rate' is 'null', but its default is of type float, which cannot be null")]
    public void WrongParameters_AreNamedWithTheirValue(string language, string defaults, string value, string said) =>
        Assert.StartsWith(said, Assert.Throws<ParameterException>(() => Line(defaults, Text("rate", value), language)).Message);

    [Fact]
    public void JsonValues_MustHaveTheKindOfTheDefault()
    {
        Assert.Equal("rate = 1.0;", Line("double rate = 0;", Json("rate", "1")));
        Assert.Equal("rate = \"1\";", Line("string rate = \"\";", Json("rate", "\"1\"")));
        Assert.Throws<ParameterException>(() => Line("string rate = \"\";", Json("rate", "1")));
        Assert.Throws<ParameterException>(() => Line("double rate = 0;", Json("rate", "\"1\"")));
        Assert.Throws<ParameterException>(() => Line("bool rate = true;", Json("rate", "1")));
    }

    [Fact]
    public void RawValues_AreText()
    {
        Assert.Equal("rate = \"null\";", Line("string rate = \"\";", new Parameter("rate", "null", ParameterForm.Raw)));
        var refused = Assert.Throws<ParameterException>(() => Line("double rate = 0;", new Parameter("rate", "1", ParameterForm.Raw)));
        Assert.Contains("a raw value is text", refused.Message);
    }

    [Fact]
    public void Injection_PutsATaggedCellBehindTheDefaults_AndTheLastValueCounts()
    {
        var document = WithDefaults("int a = 1; int b = 2;");

        var (set, warnings) = ParameterInjection.Apply(document, [Text("a", "5"), Text("b", "6"), Text("a", "7")]);

        Assert.Empty(warnings);
        Assert.Equal(["before", "int a = 1; int b = 2;", "// Parameters\na = 7;\nb = 6;", "after"], set.Cells.Select(cell => cell.Source));
        Assert.Equal([CellTags.InjectedParameters], set.Cells[2].Tags);
        Assert.Equal(3, document.Cells.Count);
        Assert.Equal(4, set.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.Same(document, ParameterInjection.Apply(document, []).Document);
    }

    [Fact]
    public void Injection_ReplacesAnEarlierOne()
    {
        var once = ParameterInjection.Apply(WithDefaults("int a = 1;"), [Text("a", "5")]).Document;
        var twice = ParameterInjection.Apply(once, [Text("a", "6")]).Document;

        Assert.Equal(["before", "int a = 1;", "// Parameters\na = 6;", "after"], twice.Cells.Select(cell => cell.Source));
    }

    [Theory]
    [InlineData("C#", "// Parameters\nvar rate = 0.5;\nvar n = 3;\nvar big = 5000000000;\nvar on = true;\nobject none = null;\nvar name = \"x y\";\nvar list = new object[] { 1, \"a\" };")]
    [InlineData("F#", "// Parameters\nlet rate = 0.5\nlet n = 3\nlet big = 5000000000L\nlet on = true\nlet none: obj = null\nlet name = \"x y\"\nlet list = [| box (1); box (\"a\") |]")]
    public void Injection_WithoutDefaults_PutsTheValuesFirstAndWarns(string language, string code)
    {
        var document = Notebook.Of("after");
        document.Metadata["kernelspec"]!["language"] = language;

        var (set, warnings) = ParameterInjection.Apply(document,
            [Text("rate", "0.5"), Text("n", "3"), Text("big", "5000000000"), Text("on", "true"), Text("none", "null"), Text("name", "x y"), Json("list", "[1, \"a\"]")]);

        Assert.Equal([code, "after"], set.Cells.Select(cell => cell.Source));
        Assert.StartsWith("no cell is tagged parameters: the values of rate, n, big,", Assert.Single(warnings));
    }

    [Fact]
    public void Injection_RefusesNamesThatAreCode_AndOtherLanguages()
    {
        Assert.Contains("'a;b'", Assert.Throws<ParameterException>(() => ParameterInjection.Apply(Notebook.Of("1"), [Text("a;b", "1")])).Message);
        Assert.Contains("python", Assert.Throws<ParameterException>(() => Line("a = 1", Text("a", "1"), "python")).Message);
    }
}
