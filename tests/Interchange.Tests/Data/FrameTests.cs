using Microsoft.Data.Analysis;
using Recurrent;

namespace Interchange.Tests;

public sealed class FrameTests
{
    [Fact]
    public void Cut_ShowsStepsRowsAndTheTargetBehindThem()
    {
        var data = new FrameWindows(["a", "b"], ["b"], steps: 3, horizon: 2).Cut(Frame(8));
        Assert.Equal([4, 3, 2], data.X.Shape);
        Assert.Equal([4, 1], data.Y.Shape);
        Assert.Equal((1f, 10f), (data.X[1, 0, 0], data.X[1, 0, 1]));
        Assert.Equal(50f, data.Y[1, 0]); // rows 1, 2, 3 are shown, and two rows on is 5
    }

    [Fact]
    public void Fit_LearnsAndPredictGivesAFrame()
    {
        var frame = new DataFrame(new PrimitiveDataFrameColumn<double>("wave", Enumerable.Range(0, 200).Select(t => Math.Sin(0.3 * t))));
        var windows = new FrameWindows(["wave"], ["wave"], steps: 8);
        var model = new Sequential(new Lstm(8), new Dense(1));
        model.Compile(new Adam(0.02), "mse");
        var history = model.Fit(frame, windows, epochs: 30, validationSplit: 0.2, seed: 1);
        Assert.True(history.Loss[^1] < 0.02, $"loss {history.Loss[^1]}");
        Assert.True(history.ValidationLoss[^1] < 0.02);
        var predicted = model.Predict(frame, windows);
        Assert.Equal(["row", "wave"], predicted.Columns.Select(c => c.Name));
        Assert.Equal((8, 200), (predicted["row"][0], predicted["row"][predicted.Rows.Count - 1]));
        var y = model.Predict(windows.CutInputs(frame));
        Assert.Equal(y[17, 0], predicted["wave"][17]);
    }

    [Fact]
    public void Cut_NamesWhatIsWrong()
    {
        var windows = new FrameWindows(["a"], ["b"], 3);
        Assert.Contains("has 3 rows; windows of 3 steps with a horizon of 1 need at least 4", Wrong(windows, Frame(3)));
        Assert.Contains("no column \"z\"; it has a, b", Wrong(new FrameWindows(["z"], ["b"], 3), Frame(8)));
        var frame = Frame(8);
        frame["a"][5] = null!;
        Assert.Contains("\"a\" has no number in row 5", Wrong(windows, frame));
        frame["a"][5] = double.NaN;
        Assert.Contains("\"a\" has NaN in row 5", Wrong(windows, frame));
        frame.Columns.Add(new StringDataFrameColumn("word", 8));
        Assert.Contains("\"word\" is of String", Wrong(new FrameWindows(["word"], ["b"], 3), frame));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameWindows(["a"], ["b"], 0));
        Assert.Throws<ArgumentException>(() => new FrameWindows([], ["b"], 1));
    }

    [Fact]
    public void Predict_RefusesAModelOfAnotherWidth()
    {
        var model = new Sequential(new Lstm(4), new Dense(2));
        model.Build(1);
        Assert.Contains("1 targets need [samples, 1]", Assert.Throws<ArgumentException>(() => model.Predict(Frame(8), new FrameWindows(["a"], ["b"], 3))).Message);
    }

    // a counts up, b is ten times a
    private static DataFrame Frame(int rows)
    {
        return new DataFrame(
            new PrimitiveDataFrameColumn<double>("a", Enumerable.Range(0, rows).Select(r => (double)r)),
            new PrimitiveDataFrameColumn<int>("b", Enumerable.Range(0, rows).Select(r => 10 * r)));
    }

    private static string Wrong(FrameWindows windows, DataFrame frame) => Assert.Throws<ArgumentException>(() => windows.Cut(frame)).Message;
}
