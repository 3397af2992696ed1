using Recurrent;

namespace Figures;

/// <summary>
/// The embedded Reber grammar as a task for networks: predict what may come next, at every symbol. After experiment 1 of
/// Hochreiter and Schmidhuber (1997); a string counts as right if at every step all legal symbols score above all others.
/// </summary>
public static class Reber
{
    /// <summary>Strings between two tests of <see cref="Learn"/>.</summary>
    public const int TestEvery = 50;

    private static readonly int s_width = ReberGrammar.Symbols.Length;

    /// <summary>One text as a sample: its symbols but the last, one-hot, and as target the number of the symbol that follows each.</summary>
    /// <param name="text">At least two symbols of the grammar.</param>
    /// <returns>X [1, length - 1, 7] and Y [1, length - 1].</returns>
    /// <exception cref="ArgumentException">The text is too short or has another symbol.</exception>
    public static (Tensor<float> X, Tensor<float> Y) Sample(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 2)
        {
            throw new ArgumentException($"The text \"{text}\" has {text.Length} symbols; a sample needs at least 2.", nameof(text));
        }

        var x = new Tensor<float>(1, text.Length - 1, s_width);
        var y = new Tensor<float>(1, text.Length - 1);
        for (var t = 0; t < text.Length - 1; t++)
        {
            x[0, t, Number(text, t)] = 1;
            y[0, t] = Number(text, t + 1);
        }

        return (x, y);
    }

    /// <summary>An untrained network: the layer, and on top of it a score for each of the seven symbols. Adam, norm clip 1.</summary>
    /// <param name="layer">A recurrent layer that returns sequences.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="rate">Learning rate; 0.01 unless given.</param>
    /// <exception cref="ArgumentException">The layer returns only its last output.</exception>
    public static Sequential Network(RecurrentLayer layer, long seed, LearningRate? rate = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!layer.ReturnSequences)
        {
            throw new ArgumentException("The layer hands on its last output alone; set returnSequences, since every symbol is to be predicted.", nameof(layer));
        }

        // One string at a time is too little work to share between threads.
        var model = new Sequential(layer, new Dense(s_width)) { Seed = seed, Threads = 1 };
        model.Compile(new Adam(rate ?? 0.01) { GlobalClipNorm = 1 }, new SparseCategoricalCrossEntropy(fromLogits: true));
        model.Build(s_width);
        return model;
    }

    /// <summary>Whether every legal symbol scores above every other one.</summary>
    /// <param name="scores">A score for each symbol, in the grammar's order.</param>
    /// <param name="legal">The legal symbols.</param>
    /// <exception cref="ArgumentException">There are not as many scores as symbols.</exception>
    public static bool LegalFirst(ReadOnlySpan<float> scores, string legal)
    {
        ArgumentNullException.ThrowIfNull(legal);
        Require.SameLength(nameof(scores), s_width, scores.Length, nameof(scores));
        var (lowest, highest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var k = 0; k < s_width; k++)
        {
            if (legal.Contains(ReberGrammar.Symbols[k], StringComparison.Ordinal))
            {
                lowest = Math.Min(lowest, scores[k]);
            }
            else
            {
                highest = Math.Max(highest, scores[k]);
            }
        }

        return lowest > highest;
    }

    /// <summary>How many strings the network gets right, each read from zero states.</summary>
    /// <param name="model">A network as <see cref="Network"/> makes it.</param>
    /// <param name="test">Strings and samples, as <see cref="ReberGrammar.Samples"/> gives them.</param>
    public static int Right(Sequential<float> model, (string[] Strings, TaskData Data) test)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require.Some(test.Strings, nameof(test));
        var scores = model.Predict(test.Data.Inputs, test.Strings.Length);
        return test.Strings.Where((text, n) => IsRight(scores.Row(n), text)).Count();
    }

    /// <summary>Trains on one string after another.</summary>
    /// <param name="model">A compiled network.</param>
    /// <param name="strings">How many strings.</param>
    /// <param name="random">Where the strings come from.</param>
    public static void Train(Sequential<float> model, int strings, Xoshiro random)
    {
        ArgumentNullException.ThrowIfNull(model);
        for (var n = 0; n < strings; n++)
        {
            var (x, y) = Sample(ReberGrammar.Generate(random));
            model.TrainOnBatch(x, y);
        }
    }

    /// <summary>Trains a new network until all test strings are right, testing after every 50 strings, or until the limit.</summary>
    /// <param name="layer">A recurrent layer that returns sequences.</param>
    /// <param name="seed">Seed of the weights and of the training strings.</param>
    /// <param name="test">Strings that are not trained on.</param>
    /// <param name="limit">Most training strings.</param>
    public static ReberRun Learn(RecurrentLayer layer, int seed, (string[] Strings, TaskData Data) test, int limit = 40_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, TestEvery);
        var (model, random) = (Network(layer, seed), Strings(seed));
        var (strings, right) = (0, 0);
        while (strings + TestEvery <= limit && right < test.Strings.Length)
        {
            Train(model, TestEvery, random);
            strings += TestEvery;
            right = Right(model, test);
        }

        return new ReberRun(seed, strings, right == test.Strings.Length, right, model);
    }

    /// <summary>Runs of <see cref="Learn"/> with the seeds 1, 2, ..., on all processors; the results do not depend on their number.</summary>
    /// <param name="layer">Makes the layer.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="test">Strings that are not trained on.</param>
    /// <param name="limit">Most training strings of a run.</param>
    public static ReberRun[] LearnAll(Func<RecurrentLayer> layer, int seeds, (string[] Strings, TaskData Data) test, int limit = 40_000)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var runs = new ReberRun[seeds];
        Parallel.For(0, seeds, k => runs[k] = Learn(layer(), k + 1, test, limit));
        return runs;
    }

    /// <summary>Networks with the seeds 1, 2, ..., each trained on so many strings, on all processors.</summary>
    /// <param name="layer">Makes the layer.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="strings">Training strings of each.</param>
    /// <param name="rate">Learning rate; 0.01 unless given.</param>
    public static Sequential<float>[] TrainAll(Func<RecurrentLayer> layer, int seeds, int strings, LearningRate? rate = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var models = new Sequential<float>[seeds];
        Parallel.For(0, seeds, k => Train(models[k] = Network(layer(), k + 1, rate), strings, Strings(k + 1)));
        return models;
    }

    // The training strings that go with a seed.
    private static Xoshiro Strings(int seed) => new(1000 + seed);

    private static bool IsRight(ReadOnlySpan<float> scores, string text)
    {
        for (var t = 0; t < text.Length - 1; t++)
        {
            if (!LegalFirst(scores.Slice(t * s_width, s_width), ReberGrammar.LegalNext(text[..(t + 1)])))
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(string text, int t)
    {
        var number = ReberGrammar.Symbols.IndexOf(text[t], StringComparison.Ordinal);
        return number >= 0 ? number : throw new ArgumentException($"Symbol {t} of \"{text}\" is {text[t]}; the symbols are {ReberGrammar.Symbols}.", nameof(text));
    }
}

/// <summary>What became of one network that learned the grammar.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Strings">Training strings until all test strings were right, or the limit.</param>
/// <param name="Solved">Whether all test strings are right.</param>
/// <param name="Right">How many test strings are right.</param>
/// <param name="Model">The network.</param>
public sealed record ReberRun(int Seed, int Strings, bool Solved, int Right, Sequential<float> Model);
