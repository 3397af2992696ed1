namespace Recurrent.Tests;

public class ExtremeValuesTests
{
    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    [InlineData(1e-42f)]
    public void Norm_StaysInRangeWhereItsSquareDoesNot(float size)
    {
        float[] values = [3 * size, -4 * size, 0];
        Assert.Equal(5 * size, Clipping.Norm<float>(values), Math.Max(1e-6f * size, float.Epsilon));
    }

    [Fact]
    public void Clipping_KeepsTheDirectionOfHugeGradients()
    {
        float[] gradients = [3e30f, -4e30f];
        Clipping.Apply<float>(new Sgd { GlobalClipNorm = 1 }, gradients, []);
        Assert.Equal(0.6, gradients[0], 1e-6);
        Assert.Equal(-0.8, gradients[1], 1e-6);
    }

    [Theory]
    [InlineData(1e36f)]
    [InlineData(1e-42f)]
    public void Layers_StayFiniteForInputsOfAnySize(float size)
    {
        Func<Layer[]>[] models =
        [
            () => [new SimpleRnn(17, returnSequences: true), new Dense(2, Activation.Softmax)],
            () => [new Lstm(17, returnSequences: true), new Dense(2, Activation.Softmax)],
            () => [new Gru(17, returnSequences: true), new Dense(2, Activation.Softmax)],
            () => [new Gru(17, resetAfter: false, returnSequences: true), new Dense(2, Activation.Softmax)],
        ];
        foreach (var layers in models)
        {
            // one feature, so that no sum of infinite terms of both signs is asked for
            var model = new Sequential(layers());
            model.Compile("adam", "categorical_crossentropy");
            var x = Samples.Normal<float>(1, 9, 6, 1);
            Vectors.Scale(size, x.AsSpan());
            Assert.Equal(-1, Guard.FirstNotFinite<float>(model.Predict(x).AsSpan()));
            var y = new Tensor<float>(9, 6, 2);
            y.AsSpan().Fill(0.5f);
            double loss = model.TrainOnBatch(x, y);
            Assert.True(double.IsFinite(loss), $"{model.Layers[0].Type}: loss {loss}");
            Assert.All(model.Variables, v => Assert.Equal(-1, Guard.FirstNotFinite<float>(v.AsSpan())));
        }
    }

    [Fact]
    public void Adam_TakesGradientsWhoseSquareIsInfinite()
    {
        var model = new Sequential(new Dense(1, useBias: false, kernelInitializer: Initializer.Ones));
        model.Compile(new Adam(0.1), "mse");
        model.TrainOnBatch(new float[,] { { 1e18f } }, new float[,] { { 0 } });
        Assert.True(float.IsFinite(model[0, "kernel"][0, 0]));
    }
}
