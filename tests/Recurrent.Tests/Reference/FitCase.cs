using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>Fit with batches, epochs and a validation split: history, counts, evaluation, predictions, weights.</summary>
internal static class FitCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = ReferenceModel.Build<T>(reference);
        var inputs = ReferenceModel.Inputs<T>(reference);
        var target = reference["target"].Tensor<T>();
        var weight = ReferenceModel.SampleWeight<T>(reference);
        var fit = reference["fit"];
        int batchSize = fit.GetProperty("batch_size").GetInt32();
        double split = fit.Number("validation_split", 0);
        var history = model.Fit(
            inputs, target, epochs: fit.GetProperty("epochs").GetInt32(), batchSize: batchSize, shuffle: fit.Flag("shuffle"), validationSplit: split, sampleWeight: weight);
        var expected = reference.Expected;
        CheckHistory(expected.GetProperty("history"), history, Tolerance.TrainingLoss<T>(reference));
        if (expected.Has("updates", out var updates))
        {
            Assert.Equal(updates.GetInt64(), model.Updates);
        }

        if (expected.Has("train_samples", out var samples))
        {
            Assert.Equal(samples.GetInt32(), Sequential<T>.TrainingSamples(inputs.X.Shape[0], split));
        }

        if (expected.Has("evaluate", out var loss))
        {
            Tolerance.TrainingLoss<T>(reference).Check(loss.GetDouble(), model.Evaluate(inputs, target, batchSize, weight), "evaluate");
        }

        if (expected.Has("predict", out var output))
        {
            Tolerance.Trained<T>(reference).Check(output, model.Predict(inputs, batchSize), "predict");
        }

        TrainCase.CheckWeights(reference, model);
    }

    private static void CheckHistory(JsonElement expected, History history, Tolerance tolerance)
    {
        foreach (var series in expected.EnumerateObject())
        {
            double[] wanted = [.. series.Value.EnumerateArray().Select(v => v.GetDouble())];
            Assert.Equal(wanted.Length, history[series.Name].Count);
            for (int epoch = 0; epoch < wanted.Length; epoch++)
            {
                tolerance.Check(wanted[epoch], history[series.Name][epoch], $"{series.Name} of epoch {epoch}");
            }
        }
    }
}
