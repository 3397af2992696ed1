namespace Figures.Tests;

public class CheckTests
{
    public static TheoryData<string, Action> Failing() => new()
    {
        { "this does not hold", () => Check.That("claim", false) },
        { "element 1 is 2", () => Check.Close("claim", [1, 2], [1, 2.1], 1e-3) },
        { "1 values against 2", () => Check.Close("claim", [1], [1, 2]) },
        { "element 0 is NaN", () => Check.Close("claim", double.NaN, 1) },
        { "3 < 3 does not hold", () => Check.Below("claim", 3, 3) },
        { "NaN < 3 does not hold", () => Check.Below("claim", double.NaN, 3) },
        { "2 > 3 does not hold", () => Check.Above("claim", 2, 3) },
        { "4 does not lie in [1, 3]", () => Check.Within("claim", 4, 1, 3) },
        { "NaN does not lie in [1, 3]", () => Check.Within("claim", double.NaN, 1, 3) },
    };

    [Theory]
    [MemberData(nameof(Failing))]
    public void Check_ThatFails_ThrowsAndSaysWhy(string reason, Action check)
    {
        var error = Assert.Throws<CheckFailedException>(check);
        Assert.StartsWith("claim: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ThatHolds_Passes()
    {
        Check.That("claim", true);
        Check.Close("claim", [1, 1e6], [1, 1e6 + 1e-5]);
        Check.Below("claim", 2, 3);
        Check.Above("claim", 4, 3);
        Check.Within("claim", 3, 1, 3);
    }
}
