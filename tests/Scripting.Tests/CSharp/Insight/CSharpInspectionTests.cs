namespace Scripting.Tests.CSharp.Insight;

public class CSharpInspectionTests
{
    [Theory]
    [InlineData("Mathematics.Half|(3)", 0, "int Mathematics.Half(int n)", "Half of a number.")]
    [InlineData("Mathematics.Half(|", 0, "int Mathematics.Half(int n)", "Half of a number.")]
    [InlineData("Mathematics.Ha|lf(3)", 1, "int Mathematics.Half(int n)", "public static int Half(int n) => n / 2;")]
    [InlineData("num|bers", 1, "List<int> numbers", "var numbers = new List<int>();")]
    [InlineData("Console.WriteLine(3|)", 0, "int", "")]
    [InlineData("numbers.Add|", 0, "void List<int>.Add(int item)", "end of the")]
    [InlineData("Math.Max|(1, 2)", 0, "int Math.Max(int val1, int val2)", "Math.Max(double val1, double val2)")]
    [InlineData("str|ing", 0, "class System.String", "Represents text")]
    public async Task Inspection_GivesSignatureDocumentationAndDeclaration(string code, int detail, string signature, string text)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("static class Mathematics\n{\n    /// <summary>Half of a number.</summary>\n    public static int Half(int n) => n / 2;\n}", "var numbers = new List<int>();");
        var position = code.IndexOf('|', StringComparison.Ordinal);
        var found = await cells.Session.InspectAsync(code.Replace("|", "", StringComparison.Ordinal), position, detail);
        Assert.NotNull(found);
        Assert.Contains(signature, found.PlainText, StringComparison.Ordinal);
        Assert.Contains(text, found.PlainText, StringComparison.Ordinal);
        Assert.Contains("```csharp", found.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere|")]
    [InlineData("|")]
    [InlineData("1 + | 2")]
    public async Task Inspection_OfNothingKnownIsNull(string code)
    {
        await using var cells = new Recording();
        var position = code.IndexOf('|', StringComparison.Ordinal);
        Assert.Null(await cells.Session.InspectAsync(code.Replace("|", "", StringComparison.Ordinal), position));
    }
}
