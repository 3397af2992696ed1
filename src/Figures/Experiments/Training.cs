using Recurrent;

namespace Figures;

public static partial class Experiments
{
    /// <summary>X13: the identity ReLU network adds 100 numbers by Adam at 0.01 for 1,500 updates, with the norm of its gradient clipped to 1 or not.</summary>
    /// <param name="clip">Whether it is clipped.</param>
    /// <param name="seeds">How many seeds.</param>
    public static MemoryRun[] TrainWithAndWithoutClipping(bool clip, int seeds = 5) => Once(
        $"clip {clip} {seeds}",
        () => MemoryTask.Adding(100).LearnAll(
            () => [Net.IdentityRelu.Layer(32)], seeds, clip ? Clipped(0.01) : new Adam(0.01), limit: 1500, toTheLimit: true));

    /// <summary>X16: LSTMs that learnt to add at length 50 alone, 1,500 updates.</summary>
    /// <param name="seeds">How many seeds.</param>
    public static Sequential<float>[] AddAtOneLength(int seeds = 3) => Once(
        $"one length {seeds}",
        () => MemoryTask.Adding(50).LearnAll(() => [Net.Lstm.Layer(32)], seeds, Clipped(0.005), limit: 1500, toTheLimit: true).Select(run => run.Model).ToArray());

    /// <summary>X16: LSTMs that learnt to add at lengths of 20 to 100, a new one for each of 5,000 updates of 50 sequences.</summary>
    /// <param name="seeds">How many seeds.</param>
    public static Sequential<float>[] AddAtMixedLengths(int seeds = 3) => Once(
        $"mixed lengths {seeds}",
        () => MemoryTask.AddingMixed(20, 100).LearnAll(() => [Net.Lstm.Layer(32)], seeds, Clipped(0.005), limit: 5000).Select(run => run.Model).ToArray());

    /// <summary>Mean squared error of an adding network at some length, on 500 sequences that it was not trained on.</summary>
    /// <param name="model">The network.</param>
    /// <param name="steps">Length T.</param>
    public static double ErrorAtLength(Sequential<float> model, int steps)
    {
        ArgumentNullException.ThrowIfNull(model);
        var data = SequenceTasks.Adding(500, steps, -steps);
        return model.Evaluate(data.X, data.Y, 100);
    }

    /// <summary>X27: one attention readout over the symbols themselves on the task of X14 at T = 160.</summary>
    /// <param name="seeds">How many seeds.</param>
    public static MemoryRun[] RememberByAttention(int seeds = 3) =>
        RememberTheFirstSymbol(() => new AttentionReadout(32), "attention", steps: 160, seeds);

    /// <summary>
    /// A tanh network of one unit with weights set by hand that carries the first symbol of X14: a state multiplied by 3 stays near where it
    /// was pushed, since tanh(3 h) = h has the two solutions ±0.995, and distractors do not push.
    /// </summary>
    public static Sequential<float> LatchSetByHand()
    {
        var model = new Sequential(
            new SimpleRnn(1, kernelInitializer: Initializer.Values([3, -3, .. new double[8]]), recurrentInitializer: Initializer.Values(3)),
            new Dense(2, kernelInitializer: Initializer.Values(5, -5)));
        model.Compile(new Adam(), new SparseCategoricalCrossEntropy(fromLogits: true));
        model.Build(10);
        return model;
    }

    /// <summary>X29: test error (RMSE) of LSTMs on the monthly sunspots, window 36, 16 units, 15 epochs of Adam, a network a seed.</summary>
    /// <param name="seeds">How many seeds.</param>
    public static double[] ForecastSunspots(int seeds = 3) => [.. SunspotForecasts(seeds).Select(forecast => Score.Rmse(Series.Load("sunspots").Test, forecast))];

    /// <summary>The forecasts of <see cref="ForecastSunspots"/>, one step ahead over the whole test part.</summary>
    /// <param name="seeds">How many seeds.</param>
    public static double[][] SunspotForecasts(int seeds = 3) => Once($"sunspots {seeds}", () =>
    {
        var windows = Windows.Of(Series.Load("sunspots"), 36);
        var forecasts = new double[seeds][];
        Parallel.For(0, seeds, k =>
        {
            var model = new Sequential(new Lstm(16), new Dense(1)) { Seed = k + 1, Threads = 1 };
            model.Compile("adam", "mse");
            model.Fit(windows.TrainX, windows.TrainY, epochs: 15, batchSize: 32);
            forecasts[k] = windows.Restore(model.Predict(windows.TestX));
        });
        return forecasts;
    });

    /// <summary>X23: in how many of 200 sequences the two steps with the largest derivative of the output are the marked ones.</summary>
    /// <param name="model">A network that adds at length 100.</param>
    public static double MarksFoundBySaliency(Sequential<float> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var data = SequenceTasks.Adding(200, 100, -23);
        var ones = new Tensor<float>(200, 1);
        ones.AsSpan().Fill(1);
        var slopes = model.Trace(data.X, outputGradient: ones).InputGradient!;
        return Enumerable.Range(0, 200).Average(n =>
        {
            var largest = Enumerable.Range(0, 100).OrderByDescending(t => Math.Abs(slopes[n, t, 0])).Take(2);
            return largest.All(t => data.X[n, t, 1] == 1) ? 1.0 : 0;
        });
    }
}
