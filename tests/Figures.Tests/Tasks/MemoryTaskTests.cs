using Recurrent;

namespace Figures.Tests.Tasks;

public class MemoryTaskTests
{
    private static readonly Optimizer s_adam = new Adam(0.01) { GlobalClipNorm = 1 };

    [Fact]
    public void Learn_StopsAtTheGoal()
    {
        var task = MemoryTask.RememberFirst(5);

        var run = task.Learn([new Lstm(8)], 1, s_adam, 1000);

        Assert.True(run.Solved);
        Assert.InRange(run.Updates, 10, 500);
        Assert.Equal((run.Updates, 32 * run.Updates, run.Updates), (run.Losses.Length, run.Sequences, run.Norms.Length));
        Assert.True(run.Losses.TakeLast(10).Average() < 0.02);
        Assert.True(run.Losses.SkipLast(1).TakeLast(10).Average() >= 0.02);
        Assert.True(run.Score is { Accuracy: > 0.99, Wrong: < 26, Samples: 2560, Loss: < 0.05 });
        Assert.Equal(run.Score, task.Score(run.Model));
    }

    [Fact]
    public void Learn_GoesOnToTheLimitIfAsked()
    {
        var run = MemoryTask.RememberFirst(2).Learn([new Gru(8)], 1, s_adam, 200, toTheLimit: true);

        Assert.True(run.Solved);
        Assert.Equal(200, run.Updates);
    }

    [Fact]
    public void Learn_BreaksOffWhereTheNumbersEnd()
    {
        var explosive = new SimpleRnn(8, Activation.Linear, recurrentInitializer: Initializer.Identity(3));

        var run = MemoryTask.Adding(100).Learn([explosive], 1, new Sgd(1), 50);

        Assert.True(run.Diverged && !run.Solved);
        Assert.Equal(run.Updates + 1, run.Losses.Length);
        Assert.True(run.Updates < 50);
    }

    [Fact]
    public void Learn_WithATruncationCutsTheGradient()
    {
        var task = MemoryTask.RememberFirst(4);
        var run = task.Learn([new Lstm(8)], 1, s_adam, 5, truncation: new Truncation(2));
        var start = task.Network([new Lstm(8)], 1, s_adam);

        // The two first symbols come only at step 0, which no gradient of two steps reaches.
        Assert.Equal(start[0, "kernel"].Slice(0, 2).ToArray(), run.Model[0, "kernel"].Slice(0, 2).ToArray());
        Assert.NotEqual(start[0, "kernel"].Slice(2, 8).ToArray(), run.Model[0, "kernel"].Slice(2, 8).ToArray());
    }

    [Fact]
    public void Learn_ShowsTheNetworkBeforeTheFirstUpdateAndAfterEach()
    {
        var seen = new List<int>();

        MemoryTask.Adding(4).Learn([new Gru(2)], 1, s_adam, 3, watch: (updates, model) => seen.Add(updates + (int)model.Updates));

        Assert.Equal([0, 2, 4, 6], seen);
    }

    [Fact]
    public void Norms_AreThoseBeforeClipping()
    {
        static MemoryRun Run(double limit) => MemoryTask.Adding(4).Learn([new Gru(2)], 1, new Sgd(0.1) { GlobalClipNorm = limit }, 1);

        Assert.Equal(Run(100).Norms, Run(1e-3).Norms);
        Assert.InRange(Run(1e-3).Norms[0], 0.01, 100);
    }

    [Fact]
    public void LearnAll_GivesTheRunsOfTheSingleSeeds()
    {
        var task = MemoryTask.TemporalOrder();

        var runs = task.LearnAll(() => [new Lstm(4)], 3, s_adam, 4);

        for (var seed = 1; seed <= 3; seed++)
        {
            var alone = task.Learn([new Lstm(4)], seed, s_adam, 4);
            Assert.Equal(alone.Losses, runs[seed - 1].Losses);
            Assert.Equal((seed, 4, 80, alone.Score), (runs[seed - 1].Seed, runs[seed - 1].Updates, runs[seed - 1].Sequences, runs[seed - 1].Score));
        }

        Assert.NotEqual(runs[0].Losses, runs[1].Losses);
    }

    [Fact]
    public void LearnAll_OfSeveralKindsGivesTheRunsOfEach()
    {
        var task = MemoryTask.RememberFirst(4);

        var runs = task.LearnAll(2, s_adam, 3, ("lstm", new Lstm(8)), ("gru", new Gru(8)));

        Assert.Equal(["lstm", "gru"], runs.Keys);
        Assert.Equal([1, 2], runs["gru"].Select(run => run.Seed));
        Assert.Equal(task.Learn([new Gru(8)], 2, s_adam, 3).Losses, runs["gru"][1].Losses);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>("nets", () => task.LearnAll(1, s_adam, 3, ("a", new Lstm(2)), ("a", new Gru(2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddingMixed_HasManyLengthsAndNoGoal()
    {
        var task = MemoryTask.AddingMixed(20, 30);
        int[] lengths = [.. Enumerable.Range(0, 200).Select(seed => task.Samples(1, seed).X.Shape[1])];

        Assert.Equal(Enumerable.Range(20, 11), lengths.Distinct().Order());
        Assert.False(task.Learn([new Gru(2)], 1, s_adam, 3).Solved);
        Assert.Throws<ArgumentOutOfRangeException>("longest", () => MemoryTask.AddingMixed(20, 19));
    }

    [Fact]
    public void TemporalOrderWithoutEnds_HasTwoMarksWhereTheyShouldBe()
    {
        var data = MemoryTask.TemporalOrderWithoutEnds(50).Samples(500, 1);
        var places = Enumerable.Range(0, 500).Select(n => Enumerable.Range(0, 50).Where(t => data.X[n, t, 4] + data.X[n, t, 5] == 1).ToArray()).ToArray();

        Assert.Equal(Enumerable.Range(5, 5), places.Select(at => at[0]).Distinct().Order());
        Assert.Equal(Enumerable.Range(20, 5), places.Select(at => at[1]).Distinct().Order());
        Assert.All(places, at => Assert.Equal(2, at.Length));
        Assert.All(Enumerable.Range(0, 500), n => Assert.Equal((2 * data.X[n, places[n][0], 5]) + data.X[n, places[n][1], 5], data.Y[n]));
        Assert.Equal(25_000, data.X.ToArray().Sum());
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => MemoryTask.TemporalOrderWithoutEnds(9));
    }

    [Fact]
    public void Score_OfAnAnswerAtEveryStepCountsSteps()
    {
        var task = MemoryTask.Copy(5);
        var model = task.Network([new Gru(2, returnSequences: true)], 1, s_adam);
        model[1, "kernel"] = new Tensor<float>(2, 10);
        model[1, "bias"] = new float[10];

        var score = task.Score(model);

        Assert.Equal(2560 * 25, score.Samples);
        Assert.Equal(Math.Log(10), score.Loss, 1e-6);
    }

    [Fact]
    public void Score_OfANetworkThatAlwaysAnswersOneIsTheVariance()
    {
        var task = MemoryTask.Adding(10);
        var score = task.Score(Answering(task, [1f]));

        Assert.InRange(score.Loss, (1 / 6.0) - 0.01, (1 / 6.0) + 0.01);
        Assert.InRange(score.MeanError, (1 / 3.0) - 0.02, (1 / 3.0) + 0.02);      // of a triangle on [-1, 1]
        Assert.InRange(score.Accuracy, 0.04, 0.12);                               // 0.0784 lie within 0.04
        Assert.Equal(score.Samples - score.Wrong, (int)Math.Round(score.Accuracy * score.Samples));
    }

    [Fact]
    public void Score_OfTheOriginalAddingTaskIsASixthOfMeanError()
    {
        var task = MemoryTask.AddingOriginal(100);

        Assert.InRange(task.Score(Answering(task, [0.5f])).MeanError, (1 / 6.0) - 0.01, (1 / 6.0) + 0.01);
    }

    [Fact]
    public void Score_OfClassesIsThatOfProbabilities()
    {
        var task = MemoryTask.TemporalOrder();
        var even = task.Score(Answering(task, [0, 0, 0, 0]));
        var one = task.Score(Answering(task, [20, 0, 0, 0]));

        Assert.Equal(Math.Log(4), even.Loss, 1e-6);
        Assert.Equal((even.Samples, 0.375), (even.Wrong, Math.Round(even.MeanError, 6)));
        Assert.InRange(one.Accuracy, 0.22, 0.28);
        Assert.Equal(one.Samples - one.Wrong, (int)Math.Round(one.Accuracy * one.Samples));
        Assert.InRange(one.Loss, 14, 16);
    }

    [Fact]
    public void TheGoalInARow_IsMissedByOneWrongSequence()
    {
        var task = MemoryTask.TemporalOrder();

        // 100 updates of 20 sequences would be 2,000 in a row, if the untrained network had them all right.
        var run = task.Learn([new Lstm(4)], 1, new Sgd(1e-6), 101);

        Assert.False(run.Solved);
        Assert.Equal(101, run.Updates);
    }

    [Fact]
    public void RunningLoss_IsTheMeanOverTheLastUpdates()
    {
        var run = MemoryTask.Adding(4).Learn([new Gru(2)], 1, s_adam, 5) with { Losses = [1, 2, 3, 4, 5] };

        Assert.Equal([1, 1.5, 2.5, 3.5, 4.5], run.RunningLoss(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.RunningLoss(0));
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        var task = MemoryTask.Adding(4);

        Assert.Throws<ArgumentException>("layers", () => task.Learn([], 1, s_adam, 5));
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => task.Learn([new Gru(2)], 1, s_adam, 0));
        Assert.Throws<ArgumentOutOfRangeException>("seeds", () => task.LearnAll(() => [new Gru(2)], 0, s_adam, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryTask.AddingOriginal(10).Samples(1, 1));
    }

    // A network whose output does not depend on its input.
    private static Sequential<float> Answering(MemoryTask task, float[] outputs)
    {
        var model = task.Network([new Gru(2)], 1, s_adam);
        model[1, "kernel"] = new Tensor<float>(2, outputs.Length);
        model[1, "bias"] = outputs;
        return model;
    }
}
