namespace Recurrent.Tests;

/// <summary>How many samples a split leaves for training, and how many updates an epoch makes of them.</summary>
internal static class ValidationSplitCase
{
    public static void Check(ReferenceCase reference)
    {
        foreach (var row in reference["rows"].EnumerateArray())
        {
            int samples = row.GetProperty("samples").GetInt32();
            int training = row.GetProperty("train").GetInt32();
            double split = row.GetProperty("validation_split").GetDouble();
            Assert.Equal(training, Sequential<double>.TrainingSamples(samples, split));
            Assert.Equal(row.GetProperty("validation").GetInt32(), samples - training);

            // targets of 1 for training and 3 for validation, and a model that stays at 0
            var model = new Sequential<double>(new Dense(1, kernelInitializer: Initializer.Zeros));
            model.Compile(new Sgd(0.0), "mse");
            var y = new Tensor<double>(samples, 1);
            y.AsSpan()[..training].Fill(1);
            y.AsSpan()[training..].Fill(3);
            var history = model.Fit(new Tensor<double>(samples, 1), y, batchSize: row.GetProperty("batch_size").GetInt32(), validationSplit: split);
            Assert.Equal(row.GetProperty("updates_per_epoch").GetInt64(), model.Updates);
            Assert.Equal(1, history.Loss[0], 1e-12);
            Assert.Equal(9, history.ValidationLoss[0], 1e-12);
        }
    }
}
