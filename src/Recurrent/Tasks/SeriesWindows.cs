namespace Recurrent;

/// <summary>
/// A series cut into windows for predicting a later value, split in the order of time, and scaled to mean 0 and deviation 1
/// by what the training part alone shows. A target belongs to the part in which it lies; windows of the test part may
/// reach back into the training part, whose values are known by then.
/// </summary>
public sealed class SeriesWindows
{
    private SeriesWindows(double mean, double deviation, TaskData training, TaskData test)
    {
        Mean = mean;
        Deviation = deviation;
        Training = training;
        Test = test;
    }

    /// <summary>Mean of the training part.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of the training part.</summary>
    public double Deviation { get; }

    /// <summary>Windows whose target lies in the training part: X [samples, window, 1], Y [samples, 1], scaled.</summary>
    public TaskData Training { get; }

    /// <summary>Windows whose target lies in the test part.</summary>
    public TaskData Test { get; }

    /// <summary>Cuts a series.</summary>
    /// <param name="series">The values in the order of time, all finite.</param>
    /// <param name="window">Values that are shown, at least 1.</param>
    /// <param name="horizon">Steps from the last value shown to the target, at least 1.</param>
    /// <param name="testShare">Share of the series, its end, that is the test part, in (0, 1).</param>
    /// <exception cref="ArgumentException">The series is too short, constant in its training part, or not finite.</exception>
    public static SeriesWindows Cut(IReadOnlyList<double> series, int window, int horizon = 1, double testShare = 0.2)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (!(testShare > 0 && testShare < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "The test part's share lies in (0, 1).");
        }

        int split = (int)Math.Floor(series.Count * (1 - testShare));
        int firstTarget = window + horizon - 1;
        if (split <= firstTarget || split >= series.Count)
        {
            throw new ArgumentException($"The series has {series.Count} values, {split} of them for training; a window of {window} and a horizon of {horizon} need more than {firstTarget}.", nameof(series));
        }

        for (int t = 0; t < series.Count; t++)
        {
            if (!double.IsFinite(series[t]))
            {
                throw new ArgumentException($"Value {t} of the series is {series[t]}; every value must be finite.", nameof(series));
            }
        }

        double mean = series.Take(split).Average();
        double deviation = Math.Sqrt(series.Take(split).Average(v => (v - mean) * (v - mean)));
        if (deviation == 0)
        {
            throw new ArgumentException($"The training part of the series is constant at {mean}; it cannot be scaled.", nameof(series));
        }

        double[] scaled = [.. series.Select(v => (v - mean) / deviation)];
        return new SeriesWindows(mean, deviation, Part(scaled, window, horizon, firstTarget, split), Part(scaled, window, horizon, split, series.Count));
    }

    /// <summary>A scaled value in the units of the series.</summary>
    /// <param name="scaled">Such as a prediction.</param>
    public double Unscale(double scaled) => Mean + (scaled * Deviation);

    // one sample for each target first, ..., end - 1
    private static TaskData Part(double[] scaled, int window, int horizon, int first, int end)
    {
        var x = new Tensor<float>(end - first, window, 1);
        var y = new Tensor<float>(end - first, 1);
        for (int n = 0; n < end - first; n++)
        {
            int target = first + n;
            y[n, 0] = (float)scaled[target];
            for (int t = 0; t < window; t++)
            {
                x[n, t, 0] = (float)scaled[target - horizon - window + 1 + t];
            }
        }

        return new TaskData(x, y);
    }
}
