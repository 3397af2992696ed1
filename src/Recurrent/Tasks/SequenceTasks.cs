namespace Recurrent;

/// <summary>Tasks on which memories are tried, as seeded generators: the same arguments give the same samples.</summary>
public static class SequenceTasks
{
    /// <summary>
    /// Adding: each step has a value in [0, 1) and a mark; one mark stands in each half, and the target is the sum of the
    /// two marked values. Always answering 1 has a mean squared error of 1/6. After Hochreiter and Schmidhuber (1997),
    /// in the form of Le, Jaitly and Hinton (2015).
    /// </summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="steps">Steps T, at least 2.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>X [samples, T, 2] (value, mark), Y [samples, 1].</returns>
    public static TaskData Adding(int samples, int steps, long seed)
    {
        Check(samples, steps, 2);
        var random = new Xoshiro(seed);
        var x = new Tensor<float>(samples, steps, 2);
        var y = new Tensor<float>(samples, 1);
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < steps; t++)
            {
                x[n, t, 0] = (float)random.NextUniform();
            }

            int half = steps / 2;
            foreach (int marked in (ReadOnlySpan<int>)[random.NextIndex(half), half + random.NextIndex(steps - half)])
            {
                x[n, marked, 1] = 1;
                y[n, 0] += x[n, marked, 0];
            }
        }

        return new TaskData(x, y);
    }

    /// <summary>
    /// Adding as in experiment 4 of Hochreiter and Schmidhuber (1997): values in [-1, 1), length T to T + T/10, one mark
    /// among the first ten steps and one among the first T/2 - 1 others, marks of -1 at both ends, target 0.5 + sum / 4;
    /// the first step's value counts as 0 where it is marked.
    /// </summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="steps">Shortest length T, at least 24.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>X [samples, T + T/10, 2] (value, mark), Y [samples, 1], and a mask for the length.</returns>
    public static TaskData AddingOriginal(int samples, int steps, long seed)
    {
        Check(samples, steps, 24);
        var random = new Xoshiro(seed);
        int longest = steps + (steps / 10);
        var x = new Tensor<float>(samples, longest, 2);
        var y = new Tensor<float>(samples, 1);
        var mask = new Tensor<float>(samples, longest);
        for (int n = 0; n < samples; n++)
        {
            int length = steps + random.NextIndex(longest - steps + 1);
            for (int t = 0; t < length; t++)
            {
                x[n, t, 0] = (float)random.NextUniform(-1, 1);
                mask[n, t] = 1;
            }

            x[n, 0, 1] = -1;
            x[n, length - 1, 1] = -1;
            int first = random.NextIndex(10);
            int second;
            do
            {
                second = random.NextIndex((steps / 2) - 1);
            }
            while (second == first);
            float sum = 0;
            foreach (int marked in (ReadOnlySpan<int>)[first, second])
            {
                x[n, marked, 1] = 1;
                sum += marked == 0 ? 0 : x[n, marked, 0];
            }

            y[n, 0] = 0.5f + (sum / 4);
        }

        return new TaskData(x, y, mask);
    }

    /// <summary>
    /// Copy: some letters, then blanks, a marker, and blanks, during which the letters are to be repeated. Answering blank
    /// and then guessing has a mean cross entropy of length ln letters / (lag + 2 length). After Arjovsky et al. (2016).
    /// </summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="lag">Steps between the letters and the first answer, at least 1; the marker is the last of them.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="length">Number of letters to copy, at least 1.</param>
    /// <param name="letters">Number of different letters, at least 2.</param>
    /// <returns>X [samples, lag + 2 length, letters + 2], one-hot, blank and marker last; Y [samples, lag + 2 length], numbers of symbols.</returns>
    public static TaskData Copy(int samples, int lag, long seed, int length = 10, int letters = 8)
    {
        Check(samples, lag, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(letters, 2);
        var random = new Xoshiro(seed);
        int steps = lag + (2 * length), blank = letters, marker = letters + 1;
        var x = new Tensor<float>(samples, steps, letters + 2);
        var y = new Tensor<float>(samples, steps);
        for (int n = 0; n < samples; n++)
        {
            y.Row(n).Fill(blank);
            for (int t = 0; t < steps; t++)
            {
                int symbol = t < length ? random.NextIndex(letters) : t == length + lag - 1 ? marker : blank;
                x[n, t, symbol] = 1;
                if (t < length)
                {
                    y[n, length + lag + t] = symbol;
                }
            }
        }

        return new TaskData(x, y);
    }

    /// <summary>
    /// Remember the first: the first symbol is one of some classes, all others are distractors; the target is the class.
    /// </summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="steps">Steps T, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="distractors">Number of distractors, at least 1.</param>
    /// <returns>X [samples, T, classes + distractors], one-hot; Y [samples], numbers of classes.</returns>
    public static TaskData RememberFirst(int samples, int steps, long seed, int classes = 2, int distractors = 8)
    {
        Check(samples, steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(distractors, 1);
        var random = new Xoshiro(seed);
        var x = new Tensor<float>(samples, steps, classes + distractors);
        var y = new Tensor<float>(samples);
        for (int n = 0; n < samples; n++)
        {
            y[n] = random.NextIndex(classes);
            x[n, 0, (int)y[n]] = 1;
            for (int t = 1; t < steps; t++)
            {
                x[n, t, classes + random.NextIndex(distractors)] = 1;
            }
        }

        return new TaskData(x, y);
    }

    /// <summary>
    /// Temporal order, task 6a of Hochreiter and Schmidhuber (1997): E, distractors a to d with X or Y at a step of 10-20
    /// and of 50-60, B at the end, length 100 to 110; the class is which of the four orders occurred.
    /// </summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>X [samples, 110, 8], one-hot E, B, a, b, c, d, X, Y; Y [samples], 0 to 3 for XX, XY, YX, YY; and a mask for the length.</returns>
    public static TaskData TemporalOrder(int samples, long seed)
    {
        Check(samples, 1, 1);
        const int Longest = 110, End = 1, FirstDistractor = 2, X = 6;
        var random = new Xoshiro(seed);
        var x = new Tensor<float>(samples, Longest, 8);
        var y = new Tensor<float>(samples);
        var mask = new Tensor<float>(samples, Longest);
        for (int n = 0; n < samples; n++)
        {
            int length = 100 + random.NextIndex(11);
            int early = 10 + random.NextIndex(11), late = 50 + random.NextIndex(11);
            int first = random.NextIndex(2), second = random.NextIndex(2);
            for (int t = 0; t < length; t++)
            {
                int symbol = t == 0 ? 0
                    : t == length - 1 ? End
                    : t == early ? X + first
                    : t == late ? X + second
                    : FirstDistractor + random.NextIndex(4);
                x[n, t, symbol] = 1;
                mask[n, t] = 1;
            }

            y[n] = (2 * first) + second;
        }

        return new TaskData(x, y, mask);
    }

    /// <summary>A sine with normal noise, value t being sin(2 pi t / period) + noise * z.</summary>
    /// <param name="count">Number of values, at least 1.</param>
    /// <param name="period">Steps of a full turn, above 0.</param>
    /// <param name="noise">Deviation of the noise, at least 0.</param>
    /// <param name="seed">Seed.</param>
    public static double[] NoisySine(int count, double period, double noise, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        var random = new Xoshiro(seed);
        return [.. Enumerable.Range(0, count).Select(t => Math.Sin(2 * Math.PI * t / period) + (noise * random.NextNormal()))];
    }

    private static void Check(int samples, int steps, int fewest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, fewest);
    }
}
