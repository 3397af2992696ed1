namespace Scripting.Tests.Formatting;

[Collection(FormatterTable.Name)]
public sealed class UserFormatterTests : IAsyncLifetime
{
    private readonly Recording _cells = new();

    public Task InitializeAsync() => _cells.RunAllAsync("class Person { public string Name; public int Age; }\nvar people = new List<Person> { new() { Name = \"a\", Age = 1 }, new() { Name = \"b\", Age = 2 } };");

    // The library's table is the process's.
    public async Task DisposeAsync()
    {
        await _cells.RunAllAsync("Formatter.ResetToDefault();\nFormatter.DefaultMimeType = \"text/html\";");
        await _cells.DisposeAsync();
    }

    [Fact]
    public async Task PlainText_OfItemsIsUsedWithinTables()
    {
        await _cells.RunAllAsync("Formatter.Register<Person>((person, writer) => writer.Write(\"person \" + person.Name), mimeType: \"text/plain\");", "people");
        Assert.Contains("<td>person a</td>", (string)_cells.Result["text/html"]!, StringComparison.Ordinal);
        Assert.Contains("- person b", _cells.ResultText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Formatter.Register<List<Person>>((list, writer) => writer.Write($\"<i>{list.Count}</i>\"), \"text/html\");", "people", "<i>2</i>")]
    [InlineData("Formatter.Register<IEnumerable<Person>>(list => $\"<i>{list.Count()}</i>\", \"text/html\");", "people", "<i>2</i>")]
    [InlineData("Formatter.Register(typeof(List<>), (list, writer) => writer.Write(\"<i>any list</i>\"), \"text/html\");", "people", "<i>any list</i>")]
    [InlineData("Formatter.Register<DateTime>(date => $\"<i>{date.Year}</i>\", \"text/html\");", "new DateTime(2020, 1, 1)", "<i>2020</i>")]
    [InlineData("Formatter<DateTime>.Register((date, writer) => writer.Write(date.Year), \"text/html\");", "new DateTime(2020, 1, 1)", "2020")]
    [InlineData("Formatter.Register<string>(text => $\"<i>{text.Length}</i>\", \"text/html\");\nFormatter.SetPreferredMimeTypeFor(typeof(string), \"text/html\");", "\"abc\"", "<i>3</i>")]
    public async Task Html_IsWrittenByTheNotebooksFormatter(string register, string code, string html)
    {
        await _cells.RunAllAsync(register, code);
        Assert.Equal(html, (string)_cells.Result["text/html"]!);
    }

    [Fact]
    public async Task Html_OfAMemberIsWrittenByTheNotebooksFormatter()
    {
        await _cells.RunAllAsync("Formatter.Register<Person>(person => $\"<b>{person.Name}</b>\", \"text/html\");", "new { First = people[0] }");
        Assert.Contains("<td><b>a</b></td>", (string)_cells.Result["text/html"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainText_OfAScalarIsWrittenByTheNotebooksFormatter()
    {
        await _cells.RunAllAsync("Formatter.Register<bool>(value => value ? \"yes\" : \"no\", \"text/plain\");", "true");
        Assert.Equal("yes", _cells.ResultText);
    }

    [Fact]
    public async Task Reset_ForgetsThemAndKeepsWhatIsBuiltIn()
    {
        await _cells.RunAllAsync("Formatter.Register<Person>(person => \"gone\", \"text/plain\");", "Formatter.ResetToDefault();", "people");
        Assert.DoesNotContain("gone", _cells.Result.ToJsonString(), StringComparison.Ordinal);
        await _cells.RunAllAsync("Enumerable.Range(0, 60).ToArray()");
        Assert.EndsWith("48, 49 ... (10 more) ]", _cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefaultMimeType_CanBePlainText()
    {
        await _cells.RunAllAsync("Formatter.DefaultMimeType = \"text/plain\";", "people");
        Assert.Equal(["text/plain"], _cells.Result.Select(form => form.Key));
    }

    [Fact]
    public async Task MimeTypes_AreThoseAskedFor()
    {
        await _cells.RunAllAsync("new { Name = \"D\", Salary = 42 }.Display(\"application/json\", \"text/html\");");
        var data = _cells.Outputs.OfType<DisplayOutput>().Single().Data;
        Assert.Equal(42, (int)data["application/json"]!["Salary"]!);
        Assert.StartsWith("<table>", (string)data["text/html"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FSharp_RegistersThemByTheirOlderNames()
    {
        await using var cells = new Recording { Options = new() { Language = "fsharp" } };
        await cells.RunAllAsync(
            "type P = { Name: string }\nFormatter<seq<P>>.Register(\n    mimeType = \"text/html\",\n    formatter = fun people writer -> for person in people do writer.Write(person.Name))",
            "[{ Name = \"a\" }; { Name = \"b\" }]");
        Assert.Equal("ab", (string)cells.Result["text/html"]!);
    }
}
