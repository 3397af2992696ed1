namespace Figures;

/// <summary>A claim of the source text and what became of it.</summary>
/// <param name="Id">C1 to C14.</param>
/// <param name="Text">What the text says, in short.</param>
/// <param name="Verdict">What the book found.</param>
/// <param name="Keys">The rows of <see cref="Summary"/> that decide it.</param>
public sealed record Claim(string Id, string Text, string Verdict, params string[] Keys)
{
    /// <summary>The numbers of the chapters that measure its rows.</summary>
    public string Chapters => string.Join(", ", Keys.Select(key => Summary.ChapterOf(key)[..2].TrimStart('0')).Distinct().Order(StringComparer.Ordinal));
}

/// <summary>The claims of the source text with their verdicts: the table that ends the book and stands in the README.</summary>
public static class Claims
{
    /// <summary>All fourteen, in order.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        new("C1", "RNNs process sequences and have a memory", "confirmed", "Reber, LSTM", "Reber, RNN, tanh"),
        new("C2", "ideal for long-range dependencies, and hard to train", "contradiction: can hold them, cannot easily learn them", "latch at 160 steps", "tanh at 160 steps"),
        new("C3", "gradients vanish or explode", "confirmed, both", "vanishing power", "exploding power"),
        new("C4", "an RNN is a recursive (递归) network", "not false; 循环, a loop, is the better word", "loop and fold"),
        new("C5", "gates solve the vanishing gradient", "imprecise: the cell carries it, if the forget gate lets it", "bias 0 below tanh", "bias 1 at lag 100", "bias 3 at lag 100"),
        new("C6", "an LSTM keeps its memory for long", "confirmed, with a horizon of 1 + e^b steps", "horizon", "bias 1 at 80 steps", "bias 3 at 80 steps"),
        new("C7", "the weight matrix is recursive", "wording: all steps share it, and their parts add up", "sum of the lags"),
        new("C8", "the state goes through the sigmoid", "legal, but Keras has tanh, and σ keeps at most a quarter a step", "bound of the sigmoid", "death of the sigmoid"),
        new("C9", "the LSTM's formulas", "right; two matrices are missing in the list, and g is no gate", "missing matrices"),
        new("C10", "two programs", "incomplete as printed: no data, no test set, no baseline", "weights of the RNN", "weights of the LSTM"),
        new("C11", "better training, long dependencies, interpretability, uncertainty", "made into experiments", "add, minLSTM", "one length", "mixed lengths", "saliency"),
        new("C12", "gradients vanish because they are accumulated", "reversed: the sum is harmless, each term is a product that decays", "decay of the lags"),
        new("C13", "the LSTM cures explosion, too (by silence)", "refuted", "LSTM explodes"),
        new("C14", "classic RNNs cannot do this", "refuted as stated; unreliable and short", "add, RNN, identity ReLU", "add, RNN, tanh"),
    ];

    /// <summary>The table in Markdown: claim, verdict, the numbers that decide it, the chapters that measure them.</summary>
    /// <param name="row">Gives the row of a key.</param>
    public static string Markdown(Func<string, Result> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        IEnumerable<string> lines = ["| | claim | verdict | number | chapter |", "| --- | --- | --- | --- | --- |",
            .. All.Select(claim => $"| {claim.Id} | {claim.Text} | {claim.Verdict} | {Numbers(claim, row)} | {claim.Chapters} |")];
        return string.Join('\n', lines);
    }

    private static string Numbers(Claim claim, Func<string, Result> row) =>
        string.Join("; ", claim.Keys.Select(row).Select(result => $"{result.Measure}: {result.Number}"));
}
