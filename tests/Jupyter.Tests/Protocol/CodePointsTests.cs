using Jupyter.Protocol;

namespace Jupyter.Tests.Protocol;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("😀abc", 2, 3)]
    [InlineData("a😀b😀", 4, 6)]
    [InlineData("a😀", 9, 3)]
    [InlineData("a\ud83d", 2, 2)]
    [InlineData("", 0, 0)]
    public void ToIndex_CountsACharacterOfTwoUnitsAsOne(string text, int cursor, int index) =>
        Assert.Equal(index, CodePoints.ToIndex(text, cursor));

    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("😀abc", 3, 2)]
    [InlineData("a😀b😀", 6, 4)]
    [InlineData("a\ud83d", 2, 2)]
    [InlineData("abc", 7, 3)]
    public void FromIndex_IsItsInverse(string text, int index, int cursor) =>
        Assert.Equal(cursor, CodePoints.FromIndex(text, index));
}
