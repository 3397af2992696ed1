using Jupyter.Execution;

namespace Jupyter.Tests.Execution;

public sealed class HelpQuestionTests
{
    [Theory]
    [InlineData("Math.Sqrt?", "Math.Sqrt", 0)]
    [InlineData(" ?Math ", "Math", 0)]
    [InlineData("x??\n", "x", 1)]
    public void Parse_TakesAName(string code, string name, int detail) => Assert.Equal(new HelpQuestion(name, detail), HelpQuestion.Parse(code));

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("a ? b : c")]
    [InlineData("int? x = null;")]
    [InlineData("\"what?\"")]
    [InlineData("?x?")]
    public void Parse_LeavesCodeAlone(string code) => Assert.Null(HelpQuestion.Parse(code));
}
