using Microsoft.Data.Analysis;
using Recurrent;

namespace Interchange;

/// <summary>Data frames in and out of Fit and Predict.</summary>
public static class FrameExtensions
{
    /// <summary>Trains on the windows of a data frame; numbers are taken as they are, so scale the columns first.</summary>
    /// <param name="model">A compiled model that reads [samples, steps, inputs] and hands on [samples, targets].</param>
    /// <param name="frame">A row for each time, in order.</param>
    /// <param name="windows">How it is cut.</param>
    /// <param name="epochs">As for Fit.</param>
    /// <param name="batchSize">As for Fit.</param>
    /// <param name="validationSplit">As for Fit: the last windows are kept for validation.</param>
    /// <param name="seed">As for Fit.</param>
    /// <exception cref="InvalidOperationException">Compile was not called.</exception>
    /// <exception cref="ArgumentException">A column is missing, not of numbers or has empty cells, the frame is too short, or the shapes do not fit the model.</exception>
    /// <exception cref="DivergenceException">As for Fit.</exception>
    public static History Fit(this Sequential<float> model, DataFrame frame, FrameWindows windows, int epochs = 1, int batchSize = 32, double validationSplit = 0, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        var data = windows.Cut(frame);
        return model.Fit(data.X, data.Y, epochs, batchSize, validationSplit: validationSplit, seed: seed);
    }

    /// <summary>Predicts the target of every window of a data frame.</summary>
    /// <param name="model">A model that reads [samples, steps, inputs] and hands on [samples, targets].</param>
    /// <param name="frame">A row for each time, in order.</param>
    /// <param name="windows">How it is cut.</param>
    /// <param name="batchSize">As for Predict.</param>
    /// <returns>
    /// A row for each window: the column <c>row</c> is the row that is predicted, counted from 0 and at the end behind those of the frame; then a
    /// column for each target.
    /// </returns>
    /// <exception cref="ArgumentException">As for Fit.</exception>
    public static DataFrame Predict(this Sequential<float> model, DataFrame frame, FrameWindows windows, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        var y = model.Predict(windows.CutInputs(frame), batchSize);
        if (y.Rank != 2 || y.Shape[1] != windows.Targets.Count)
        {
            throw new ArgumentException($"The model hands on {y}; {windows.Targets.Count} targets need [samples, {windows.Targets.Count}].", nameof(windows));
        }

        int samples = y.Shape[0];
        var rows = new PrimitiveDataFrameColumn<int>("row", Enumerable.Range(windows.Steps - 1 + windows.Horizon, samples));
        return new DataFrame([rows, .. windows.Targets.Select((name, k) => new PrimitiveDataFrameColumn<float>(name, Enumerable.Range(0, samples).Select(n => y[n, k])))]);
    }
}
