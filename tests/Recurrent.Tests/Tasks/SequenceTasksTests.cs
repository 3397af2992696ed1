namespace Recurrent.Tests;

public class SequenceTasksTests
{
    [Fact]
    public void Adding_HasOneMarkInEachHalfAndTheirSum()
    {
        var (x, y, _) = SequenceTasks.Adding(2000, 21, seed: 1);
        double error = 0;
        for (int n = 0; n < 2000; n++)
        {
            int[] marks = [.. Enumerable.Range(0, 21).Where(t => x[n, t, 1] == 1)];
            Assert.Equal(2, marks.Length);
            Assert.True(marks[0] < 10 && marks[1] >= 10);
            Assert.Equal(x[n, marks[0], 0] + x[n, marks[1], 0], y[n, 0]);
            error += (y[n, 0] - 1) * (y[n, 0] - 1);
        }

        // always answering 1: variance of a sum of two uniform numbers
        Assert.InRange(error / 2000, 1 / 6.0 - 0.02, 1 / 6.0 + 0.02);
    }

    [Fact]
    public void AddingOriginal_FollowsThePaper()
    {
        var (x, y, mask) = SequenceTasks.AddingOriginal(500, 100, seed: 2);
        Assert.Equal([500, 110, 2], x.Shape);
        for (int n = 0; n < 500; n++)
        {
            int length = (int)mask!.Row(n).ToArray().Sum();
            Assert.InRange(length, 100, 110);
            int[] marks = [.. Enumerable.Range(0, length).Where(t => x[n, t, 1] == 1)];
            Assert.Equal(2, marks.Length);
            Assert.True(marks[0] < 10 && marks[1] < 50);
            Assert.Equal(-1, x[n, length - 1, 1]);
            Assert.Equal(0.5f + (marks.Where(t => t > 0).Sum(t => x[n, t, 0]) / 4), y[n, 0], 1e-6f);
        }
    }

    [Fact]
    public void Copy_RepeatsTheLettersAfterTheLag()
    {
        var (x, y, _) = SequenceTasks.Copy(50, 20, seed: 3);
        Assert.Equal([50, 40, 10], x.Shape);
        for (int n = 0; n < 50; n++)
        {
            Assert.Equal(1, x[n, 29, 9]);
            for (int t = 0; t < 40; t++)
            {
                Assert.Equal(1, x.Row(n).Slice(t * 10, 10).ToArray().Sum());
                Assert.Equal(t < 30 ? 8 : Array.IndexOf(x.Row(n).Slice((t - 30) * 10, 10).ToArray(), 1f), (int)y[n, t]);
            }
        }
    }

    [Fact]
    public void RememberFirst_ShowsTheClassAtTheFirstStepOnly()
    {
        var (x, y, _) = SequenceTasks.RememberFirst(50, 7, seed: 4);
        for (int n = 0; n < 50; n++)
        {
            Assert.Equal(1, x[n, 0, (int)y[n]]);
            Assert.Equal(1, x.Row(n).ToArray().Where((_, k) => k % 10 < 2).Sum());
        }

        Assert.Equal([0f, 1f], y.ToArray().Distinct().Order());
    }

    [Fact]
    public void TemporalOrder_HasItsTwoSymbolsInPlace()
    {
        var (x, y, mask) = SequenceTasks.TemporalOrder(300, seed: 5);
        for (int n = 0; n < 300; n++)
        {
            int length = (int)mask!.Row(n).ToArray().Sum();
            int[] places = [.. Enumerable.Range(0, length).Where(t => x[n, t, 6] + x[n, t, 7] > 0)];
            Assert.Equal(2, places.Length);
            Assert.InRange(places[0], 10, 20);
            Assert.InRange(places[1], 50, 60);
            Assert.Equal((2 * x[n, places[0], 7]) + x[n, places[1], 7], y[n]);
            Assert.Equal(1, x[n, 0, 0]);
            Assert.Equal(1, x[n, length - 1, 1]);
        }

        Assert.Equal(4, y.ToArray().Distinct().Count());
    }

    [Fact]
    public void Generators_GiveTheSameForTheSameSeed()
    {
        Assert.Equal(SequenceTasks.Adding(5, 9, 7).X.ToArray(), SequenceTasks.Adding(5, 9, 7).X.ToArray());
        Assert.NotEqual(SequenceTasks.Adding(5, 9, 7).X.ToArray(), SequenceTasks.Adding(5, 9, 8).X.ToArray());
        double[] sine = SequenceTasks.NoisySine(100, 20, 0.1, 1);
        Assert.Equal(sine, SequenceTasks.NoisySine(100, 20, 0.1, 1));
        Assert.Equal(Math.Sin(2 * Math.PI * 3 / 20), SequenceTasks.NoisySine(100, 20, 0, 1)[3], 1e-15);
    }

    [Fact]
    public void Reber_GeneratesLegalStringsThatTheOracleFollows()
    {
        var (strings, data) = ReberGrammar.Samples(500, seed: 6);
        foreach (string text in strings)
        {
            Assert.True(ReberGrammar.IsLegal(text), text);
            Assert.Equal(text[1], text[^2]);
            Assert.False(ReberGrammar.IsLegal(text[..^1]));
        }

        Assert.Equal(9, strings.Min(s => s.Length));
        Assert.Equal(strings[0].Length - 1, data.Mask!.Row(0).ToArray().Sum());
        Assert.Equal(ReberGrammar.Symbols.IndexOf(strings[0][3]), (int)data.Y[0, 2]);
        Assert.Equal("TP", ReberGrammar.LegalNext("B"));
        Assert.Equal("T", ReberGrammar.LegalNext("BTBTXSE"));
        Assert.Equal("", ReberGrammar.LegalNext("BTBTXSETE"));
        Assert.False(ReberGrammar.IsLegal("BTBTXSEPE"));
        Assert.Throws<ArgumentException>(() => ReberGrammar.LegalNext("BX"));
    }

    [Fact]
    public void SeriesWindows_ScaleByTheTrainingPartAlone()
    {
        double[] series = [.. Enumerable.Range(0, 100).Select(t => t < 80 ? t % 4 : 1000.0 + t)];
        var windows = SeriesWindows.Cut(series, window: 5, horizon: 2);
        Assert.Equal(1.5, windows.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(1.25), windows.Deviation, 1e-12);
        Assert.Equal([74, 5, 1], windows.Training.X.Shape);
        Assert.Equal([20, 5, 1], windows.Test.X.Shape);
        Assert.Equal(1080, windows.Unscale(windows.Test.Y[0, 0]), 1e-3);

        // two steps after the last value shown
        Assert.Equal(series[78], windows.Unscale(windows.Test.X[0, 4, 0]), 1e-6);
        Assert.Equal(series[0], windows.Unscale(windows.Training.X[0, 0, 0]), 1e-6);
        Assert.Equal(series[6], windows.Unscale(windows.Training.Y[0, 0]), 1e-6);
        Assert.Throws<ArgumentException>("series", () => SeriesWindows.Cut([1, 1, 1, 1, 1, 1, 2, 2], 2));
        Assert.Throws<ArgumentException>("series", () => SeriesWindows.Cut([1, 2, 3], 5));
    }
}
