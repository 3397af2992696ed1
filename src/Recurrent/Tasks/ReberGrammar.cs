namespace Recurrent;

/// <summary>
/// Strings of the embedded Reber grammar: B, T or P, a Reber string, the same T or P again, E. The oracle tells which
/// symbols may come next. Reber (1967); Fahlman (1991); Hochreiter and Schmidhuber (1997), experiment 1.
/// </summary>
public static class ReberGrammar
{
    /// <summary>The seven symbols, in the order of the one-hot axis.</summary>
    public const string Symbols = "BTPSXVE";

    // the inner grammar: from each node the symbols and where they lead; node 0 is the start, 7 is after its E
    private static readonly (char Symbol, int Next)[][] Arcs =
    [
        [('B', 1)],
        [('T', 2), ('P', 3)],
        [('S', 2), ('X', 4)],
        [('T', 3), ('V', 5)],
        [('X', 3), ('S', 6)],
        [('P', 4), ('V', 6)],
        [('E', 7)],
        [],
    ];

    /// <summary>A random string of the embedded grammar, both symbols equally likely wherever there are two.</summary>
    /// <param name="random">Where random numbers come from.</param>
    public static string Generate(Xoshiro random)
    {
        ArgumentNullException.ThrowIfNull(random);
        string text = "";
        while (LegalNext(text) is { Length: > 0 } next)
        {
            text += next[random.NextIndex(next.Length)];
        }

        return text;
    }

    /// <summary>The oracle: the symbols that may follow a beginning; none after a complete string.</summary>
    /// <param name="beginning">The first symbols of a string; may be empty.</param>
    /// <exception cref="ArgumentException">No string begins so.</exception>
    public static string LegalNext(string beginning)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        string legal = "B";
        int node = -1;
        for (int k = 0; k < beginning.Length; k++)
        {
            if (!legal.Contains(beginning[k], StringComparison.Ordinal))
            {
                throw new ArgumentException($"No string begins \"{beginning}\": symbol {k} is {beginning[k]}, legal are \"{legal}\".", nameof(beginning));
            }

            (legal, node) = Step(beginning, k, node);
        }

        return legal;
    }

    /// <summary>Whether this is a complete string of the embedded grammar.</summary>
    /// <param name="text">The string.</param>
    public static bool IsLegal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int k = 0; k < text.Length; k++)
        {
            if (!LegalNext(text[..k]).Contains(text[k], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return LegalNext(text).Length == 0;
    }

    /// <summary>Strings as samples for predicting the next symbol at every step.</summary>
    /// <param name="samples">Number of strings.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>
    /// The strings, and X [samples, steps, 7], one-hot, the last symbol left out; Y [samples, steps], the number of the symbol
    /// that follows; and a mask. steps is the longest string less one; shorter ones are padded with zeros.
    /// </returns>
    public static (string[] Strings, TaskData Data) Samples(int samples, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var random = new Xoshiro(seed);
        string[] strings = [.. Enumerable.Range(0, samples).Select(_ => Generate(random))];
        int steps = strings.Max(s => s.Length) - 1;
        var x = new Tensor<float>(samples, steps, Symbols.Length);
        var y = new Tensor<float>(samples, steps);
        var mask = new Tensor<float>(samples, steps);
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < strings[n].Length - 1; t++)
            {
                x[n, t, Symbols.IndexOf(strings[n][t], StringComparison.Ordinal)] = 1;
                y[n, t] = Symbols.IndexOf(strings[n][t + 1], StringComparison.Ordinal);
                mask[n, t] = 1;
            }
        }

        return (strings, new TaskData(x, y, mask));
    }

    // Node -1: before the inner string; 7: its E is passed and the outer symbol comes back; 8 and 9: the end.
    private static (string Legal, int Node) Step(string text, int k, int node)
    {
        if (k == 0)
        {
            return ("TP", -1);
        }

        if (k == 1)
        {
            return ("B", 0);
        }

        if (node == 7)
        {
            return ("E", 8);
        }

        if (node == 8)
        {
            return ("", 9);
        }

        int next = Array.Find(Arcs[node], a => a.Symbol == text[k]).Next;
        string legal = next == 7 ? text[1].ToString() : string.Concat(Arcs[next].Select(a => a.Symbol));
        return (legal, next);
    }
}
