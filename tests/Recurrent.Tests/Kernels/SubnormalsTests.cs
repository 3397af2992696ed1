using System.Runtime.CompilerServices;

namespace Recurrent.Tests;

/// <summary>Numbers below the normal range count as zero in training and prediction, and nowhere else.</summary>
public class SubnormalsTests
{
    private const float Tiny = 1e-40f;

    [Fact]
    public void Mode_HoldsInsideTheScopeAlone()
    {
        Assert.True(Subnormals.IsSupported || !OperatingSystem.IsLinux(), "Linux on x64 has the mode.");
        Assert.NotEqual(0, Twice(Tiny));
        using (Subnormals.CountAsZero())
        {
            Assert.Equal(Subnormals.IsSupported, Subnormals.AreZero);
            Assert.Equal(Subnormals.IsSupported, Twice(Tiny) == 0);
            using (Subnormals.CountAsZero())
            {
            }

            Assert.Equal(Subnormals.IsSupported, Twice(Tiny) == 0);
        }

        Assert.False(Subnormals.AreZero);
        Assert.NotEqual(0, Twice(Tiny));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SubnormalWeights_GiveWhatZeroGives(int threads)
    {
        if (!Subnormals.IsSupported)
        {
            return;
        }

        var x = Samples.Normal<float>(1, 64, 7, 3);
        var y = Samples.Normal<float>(2, 64, 1);
        var tiny = Model(threads, Tiny);
        var zero = Model(threads, 0);
        Samples.AssertSameBits<float>(zero.Predict(x, 64).AsSpan(), tiny.Predict(x, 64).AsSpan());
        Assert.Equal(zero.Evaluate(x, y, 64), tiny.Evaluate(x, y, 64));
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(zero.TrainOnBatch(x, y), tiny.TrainOnBatch(x, y));
        }

        StepPredictor<float> fromZero = zero.CreateStepPredictor(), fromTiny = tiny.CreateStepPredictor();
        Samples.AssertSameBits<float>(fromZero.Step(x.AsSpan()[..3]), fromTiny.Step(x.AsSpan()[..3]));
    }

    [Fact]
    public void Mode_IsPutBackAfterEveryCall()
    {
        var x = Samples.Normal<float>(1, 64, 7, 3);
        var y = Samples.Normal<float>(2, 64, 1);
        var model = Model(2, 1);
        Leaves(() => model.Predict(x));
        Leaves(() => model.Evaluate(x, y));
        Leaves(() => model.TrainOnBatch(x, y));
        Leaves(() => model.Fit(x, y));
        model.Compile(new Sgd(1e30), "mse");
        Leaves(() => Assert.Throws<DivergenceException>(() => model.Fit(x, y, epochs: 20)));
    }

    [Fact]
    public void Trace_ShowsGradientsDownToTheSmallestNumber()
    {
        // h_t = w h_{t-1}: the gradient by a state w^k, with w = 2^-10 and k = 14 below the normal range
        var model = new Sequential(new SimpleRnn(
            1, Activation.Linear, useBias: false, kernelInitializer: Initializer.Ones, recurrentInitializer: Initializer.Constant(1.0 / 1024)));
        model.Build(1);
        var trace = model.Trace(new Tensor<float>(1, 15, 1), outputGradient: new Tensor<float>([1f], 1, 1));
        Assert.Equal(MathF.ScaleB(1, -140), trace.Layers[0].HiddenGradient[0, 0, 0]);
    }

    private static void Leaves(Action call)
    {
        call();
        Assert.False(Subnormals.AreZero);
        Assert.NotEqual(0, Twice(Tiny));
    }

    private static Sequential Model(int threads, float weights)
    {
        var model = new Sequential(new Lstm(16, returnSequences: true), new SimpleRnn(8), new Dense(1)) { Seed = 1, Threads = threads };
        model.Compile(new Adam(), "mse");
        model.Build(3);
        foreach (var variable in model.Variables.Where(v => weights < 1 && v.LayerIndex == 0))
        {
            variable.AsSpan().Fill(weights);
        }

        return model;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Twice(float x) => x * 2;
}
