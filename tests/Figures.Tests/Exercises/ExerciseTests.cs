namespace Figures.Tests;

public class ExerciseTests
{
    [Fact]
    public void Report_OfARightAnswer_SaysSolvedAndListsTheProperties()
    {
        var exercise = Exercise.Check("doubling").That("two gives four", () => 4, four => four == 4).That("it is even", () => 4, four => four % 2 == 0);

        Assert.True(exercise.IsSolved);
        Assert.Equal("doubling: solved\n✓ two gives four\n✓ it is even", exercise.ToString());
    }

    [Fact]
    public void Report_OfAWrongAnswer_NamesThePropertyAndWhatCameOut()
    {
        var exercise = Exercise.Check("doubling").That("two gives four", () => new[] { 1.5, double.NaN }, four => four[0] == 4).That("it is a list", () => 1, one => one == 1);

        Assert.False(exercise.IsSolved);
        Assert.Equal("doubling: not right yet\n✗ two gives four; what came out: [1.5, NaN]\n✓ it is a list", exercise.ToString());
    }

    [Fact]
    public void Report_OfAnAnswerThatThrows_SaysWhat()
    {
        var exercise = Exercise.Check("doubling").That<int>("two gives four", () => throw new InvalidOperationException("no two"), four => four == 4);

        Assert.False(exercise.IsSolved);
        Assert.Contains("✗ two gives four; your code threw InvalidOperationException: no two", exercise.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfAStub_SaysNotDoneYetAndAsksNothingMore()
    {
        var exercise = Exercise.Check("doubling")
            .That<int>("two gives four", () => throw new NotImplementedException(), four => four == 4)
            .That("nothing more is asked", Unasked, _ => true);

        Assert.False(exercise.IsSolved);
        Assert.StartsWith("doubling: not done yet\n", exercise.ToString(), StringComparison.Ordinal);

        static int Unasked() => throw new UnreachableCodeException();
    }

    [Fact]
    public void Check_WithoutProperties_IsNotSolved() => Assert.False(Exercise.Check("doubling").IsSolved);

    [Fact]
    public void Check_WithoutAName_IsRefused() => Assert.Throws<ArgumentException>(() => Exercise.Check(" "));

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"XY\"", "XY")]
    [InlineData("0.333333333", 1.0 / 3)]
    [InlineData("7", 7)]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...]", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 })]
    public void Report_ShowsWhatCameOutShortly(string expected, object? answer) => Assert.EndsWith($"what came out: {expected}", Refused(answer), StringComparison.Ordinal);

    [Fact]
    public void Report_ShowsTuplesAndTables()
    {
        Assert.EndsWith("what came out: (1, [2, 3])", Refused((1, new[] { 2, 3 })), StringComparison.Ordinal);
        Assert.EndsWith("what came out: [1 x 2] [4, 5]", Refused(new[,] { { 4, 5 } }), StringComparison.Ordinal);
    }

    private static string Refused<T>(T answer) => Exercise.Check("doubling").That("it holds", () => answer, _ => false).ToString();

    private sealed class UnreachableCodeException : Exception;
}
