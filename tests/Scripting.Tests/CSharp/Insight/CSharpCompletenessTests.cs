namespace Scripting.Tests.CSharp.Insight;

public class CSharpCompletenessTests
{
    [Theory]
    [InlineData("1 + 1", CodeCompleteness.Complete, "")]
    [InlineData("", CodeCompleteness.Complete, "")]
    [InlineData("var x = 3;", CodeCompleteness.Complete, "")]
    [InlineData("for (var i = 0; i < 3; i++) {", CodeCompleteness.Incomplete, "    ")]
    [InlineData("class A { void B() {", CodeCompleteness.Incomplete, "        ")]
    [InlineData("Math.Max(1,", CodeCompleteness.Incomplete, "    ")]
    [InlineData("/* open", CodeCompleteness.Incomplete, "")]
    [InlineData("var x = ;;) 3", CodeCompleteness.Invalid, "")]
    public async Task IsComplete_IsToldByTheParser(string code, CodeCompleteness status, string indent)
    {
        await using var cells = new Recording();
        Assert.Equal(new CompletenessAnswer(status, indent), cells.Session.IsComplete(code));
    }
}
