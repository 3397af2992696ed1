using Recurrent;

namespace Figures;

/// <summary>
/// A series cut into windows for predicting one step ahead by the engine's <see cref="SeriesWindows"/>, as arrays that a cell can look
/// into: each sample holds the <c>length</c> values before its target, in time order, scaled by the training part alone. The test targets are exactly the series' test part; the first of their windows
/// reach back into the training part, as a forecast made at that time could.
/// </summary>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed class Windows
{
    private Windows(Series series, int length, SeriesWindows cut)
    {
        (Series, Length, Scaling) = (series, length, new Scaling(cut.Mean, cut.Deviation));
        (TrainX, TrainY) = (cut.Training.X.ToArray3D(), cut.Training.Y.ToArray2D());
        (TestX, TestY) = (cut.Test.X.ToArray3D(), cut.Test.Y.ToArray2D());
    }

    /// <summary>The series that was cut.</summary>
    public Series Series { get; }

    /// <summary>Values in a window.</summary>
    public int Length { get; }

    /// <summary>How the values were scaled.</summary>
    public Scaling Scaling { get; }

    /// <summary>Training windows, scaled: [samples, length, 1].</summary>
    public float[,,] TrainX { get; }

    /// <summary>Training targets, scaled: [samples, 1].</summary>
    public float[,] TrainY { get; }

    /// <summary>Test windows, scaled: [samples, length, 1].</summary>
    public float[,,] TestX { get; }

    /// <summary>Test targets, scaled: [samples, 1].</summary>
    public float[,] TestY { get; }

    /// <summary>Cuts a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="length">Values in a window, at least 1 and fewer than the training part has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit the series.</exception>
    public static Windows Of(Series series, int length)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (length < 1 || length >= series.TrainingCount)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A window of this series has 1 to {series.TrainingCount - 1} values.");
        }

        return new Windows(series, length, SeriesWindows.Cut(series.Values, length, testShare: Series.TestShare));
    }

    /// <summary>Predictions in the series' own unit.</summary>
    /// <param name="scaled">What a network trained on these windows predicts: [samples, 1].</param>
    public double[] Restore(Tensor<float> scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        return [.. scaled.ToArray().Select(value => Scaling.Restore(value))];
    }

    /// <summary>How many windows there are, and of what.</summary>
    public override string ToString() =>
        $"{TrainX.GetLength(0)} windows of {Length} values for training and {TestX.GetLength(0)} for testing, from {Series.Name}";
}
