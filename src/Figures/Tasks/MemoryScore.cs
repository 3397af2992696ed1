namespace Figures;

/// <summary>How a network does on samples that it was not trained on.</summary>
/// <param name="Samples">How many answers: one a sample, or one a step of each.</param>
/// <param name="Loss">Mean loss: squared error for a number, cross-entropy for a class.</param>
/// <param name="MeanError">Mean distance between output and target; of a class, over the probabilities of all classes.</param>
/// <param name="Accuracy">Share of the answers whose most probable class is the right one; for numbers, that are not wrong.</param>
/// <param name="Wrong">How many answers the task's own rule counts as wrong.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record MemoryScore(int Samples, double Loss, double MeanError, double Accuracy, int Wrong)
{
    /// <summary>The score in a line.</summary>
    public override string ToString() => FormattableString.Invariant($"loss {Loss:G3}, mean error {MeanError:G3}, {Wrong} of {Samples} wrong");
}
