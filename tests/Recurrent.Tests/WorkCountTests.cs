namespace Recurrent.Tests;

/// <summary>Nothing is computed or packed twice: the work of a step is that of the formulas, to the last multiplication.</summary>
public class WorkCountTests
{
    private const int Batch = 32, Steps = 10;

    // the text's second program
    private static readonly long Forward = (Steps * Batch * ((1L * 256) + (64 * 256) + (64 * 128) + (32 * 128))) + (Batch * 32);

    [Fact]
    public void Training_MultipliesThreeTimesAsOftenAsPredicting()
    {
        var (model, x, y) = Program();
        Assert.Equal(Forward, Count(() => model.Predict(x)).MultiplyAdds);

        // dX of the first layer is not needed; a bias adds the gradients up, as a row of ones
        long biases = (Steps * Batch * (256L + 128)) + Batch;
        Assert.Equal((3 * Forward) - (Steps * Batch * 256L) + biases, Count(() => model.TrainOnBatch(x, y)).MultiplyAdds);
    }

    [Fact]
    public void Weights_ArePackedOnceForEveryProduct()
    {
        var (model, x, y) = Program();
        long kernels = 256 + (64 * 256) + (64 * 128) + (32 * 128) + 32;
        Assert.Equal(kernels, Count(() => model.Predict(x, batchSize: 4)).Packed);
        Assert.Equal((2 * kernels) - 256, Count(() => model.TrainOnBatch(x, y)).Packed);
    }

    private static (Sequential Model, Inputs<float> X, Tensor<float> Y) Program()
    {
        var model = new Sequential(new Lstm(64, returnSequences: true), new Lstm(32), new Dense(1)) { Threads = 1 };
        model.Compile("adam", "mse");
        var x = Samples.Normal<float>(1, Batch, Steps, 1);
        var y = Samples.Normal<float>(2, Batch);
        model.TrainOnBatch(x, y);
        return (model, x, y);
    }

    private static (long MultiplyAdds, long Packed) Count(Action action)
    {
        (long multiplied, long packed) = (WorkCount.MultiplyAdds, WorkCount.Packed);
        action();
        return (WorkCount.MultiplyAdds - multiplied, WorkCount.Packed - packed);
    }
}
