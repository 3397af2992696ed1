using Recurrent;

namespace Figures;

/// <summary>What became of one network that learned a <see cref="MemoryTask"/>.</summary>
/// <param name="Seed">Seed of its weights and of its training samples.</param>
/// <param name="Batch">Sequences in an update.</param>
/// <param name="Solved">Whether the task's goal was reached.</param>
/// <param name="Losses">Loss of each batch before its update; where training left the finite numbers, the last is not a number.</param>
/// <param name="Norms">Norm of all gradients at each update, before clipping; one fewer than the losses where training broke off.</param>
/// <param name="Score">The network at the end of training, on samples of its own.</param>
/// <param name="Model">The network.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record MemoryRun(int Seed, int Batch, bool Solved, double[] Losses, double[] Norms, MemoryScore Score, Sequential<float> Model)
{
    /// <summary>Updates made until the goal was reached, or until the limit.</summary>
    public int Updates => Norms.Length;

    /// <summary>Sequences seen until then, as the papers count.</summary>
    public int Sequences => Updates * Batch;

    /// <summary>Whether training left the finite numbers.</summary>
    public bool Diverged => Losses.Length > 0 && !double.IsFinite(Losses[^1]);

    /// <summary>Mean loss over so many updates up to each; the first ones over as many as there are.</summary>
    /// <param name="updates">How many, at least 1.</param>
    public double[] RunningLoss(int updates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(updates, 1);
        return [.. Losses.Select((_, n) => Losses[Math.Max(0, n + 1 - updates)..(n + 1)].Average())];
    }

    /// <summary>Seed, updates, whether the goal was reached, and the score.</summary>
    public override string ToString() => FormattableString.Invariant($"seed {Seed}: {(Solved ? "solved" : "not solved")} after {Updates} updates, test loss {Score.Loss:G3}");
}
