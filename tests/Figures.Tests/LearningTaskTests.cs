using Recurrent;

namespace Figures.Tests;

public class LearningTaskTests
{
    private static readonly LearningTask s_short = new(
        seed => SequenceTasks.RememberFirst(16, 4, seed), 2, new SparseCategoricalCrossEntropy(fromLogits: true), 300, 0.1, 0.01);

    [Fact]
    public void Learn_StopsWhenTheRunningLossIsBelowTheMark()
    {
        var run = s_short.Learn(new Lstm(8), 1);

        Assert.True(run.Solved);
        Assert.InRange(run.Steps, LearningTask.Memory, 299);
        Assert.True(run.Loss < 0.1);
        Assert.Equal(run.Steps, run.Model.Updates);
    }

    [Fact]
    public void Learn_WithoutAMarkTrainsUpToTheLimit()
    {
        var run = (s_short with { SolvedBelow = 0, Limit = 7 }).Learn(new Lstm(8), 1);

        Assert.Equal((7, false), (run.Steps, run.Solved));
    }

    [Fact]
    public void Learn_BeforeTheMemoryIsFullTheLossIsThePlainMean()
    {
        var task = s_short with { SolvedBelow = 0, Limit = 3 };
        var byHand = task.Network(new Lstm(8), 2);
        var losses = Enumerable.Range(0, 3).Select(step =>
        {
            var batch = task.Batch(2_000_000 + step);
            return byHand.TrainOnBatch(batch.Inputs, batch.Y);
        }).ToArray();

        Assert.Equal(losses.Average(), task.Learn(new Lstm(8), 2).Loss, 12);
    }

    [Fact]
    public void LearnAll_GivesWhatSingleRunsGive()
    {
        var runs = s_short.LearnAll(2, ("lstm", new Lstm(8)), ("gru", new Gru(8)));

        Assert.Equal(["lstm", "gru"], runs.Keys);
        Assert.Equal([1, 2], runs["gru"].Select(run => run.Seed));
        Assert.Equal(s_short.Learn(new Gru(8), 2).Loss, runs["gru"][1].Loss);
    }

    [Fact]
    public void Learn_WithATruncationCutsTheGradient()
    {
        var run = (s_short with { SolvedBelow = 0, Limit = 5 }).Learn(new Lstm(8), 1, new Truncation(2));
        var start = s_short.Network(new Lstm(8), 1);

        // The two first symbols come only at step 0, which no gradient of two steps reaches.
        Assert.Equal(start[0, "kernel"].Slice(0, 2).ToArray(), run.Model[0, "kernel"].Slice(0, 2).ToArray());
        Assert.NotEqual(start[0, "kernel"].Slice(2, 8).ToArray(), run.Model[0, "kernel"].Slice(2, 8).ToArray());
    }

    [Fact]
    public void LearnAll_RefusesTwoNetworksOfOneName() =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => s_short.LearnAll(1, ("a", new Lstm(2)), ("a", new Gru(2)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Learn_RefusesASeedOrALimitBelowOne()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => s_short.Learn(new Lstm(2), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => (s_short with { Limit = 0 }).Learn(new Lstm(2), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_short.LearnAll(0, ("a", new Lstm(2))));
    }
}
