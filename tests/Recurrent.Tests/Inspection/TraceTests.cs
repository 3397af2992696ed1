namespace Recurrent.Tests;

public class TraceTests
{
    [Fact]
    public void LinearNet_LosesTheGradientByAPowerOfItsScale()
    {
        // W = 0.9 Q with Q orthogonal: |dL/dh_{T-k}| / |dL/dh_T| = 0.9^k
        var layer = new SimpleRnn(6, Activation.Linear, recurrentInitializer: Initializer.Orthogonal(0.9));
        var trace = new Sequential<double>(layer).Trace(Samples.Normal<double>(1, 1, 101, 3), outputGradient: Samples.Normal<double>(2, 1, 6));
        double[] norms = trace.Layers[0].HiddenGradientByLag();
        Assert.Equal(2.65614e-5, norms[100] / norms[0], 1e-10);
        for (int k = 0; k <= 100; k++)
        {
            Assert.Equal(Math.Pow(0.9, k), norms[k] / norms[0], 1e-12);
        }
    }

    [Fact]
    public void CellPathAlone_KeepsTheProductOfForgetGates()
    {
        var model = new Sequential<double>(new Lstm(4, forgetBias: 2));
        var trace = model.Trace(Samples.Normal<double>(1, 1, 30, 3), outputGradient: Samples.Normal<double>(2, 1, 4), cutHiddenPath: true).Layers[0];
        for (int unit = 0; unit < 4; unit++)
        {
            double product = trace.CellGradient[29, 0, unit];
            for (int t = 29; t > 0; t--)
            {
                product *= trace.Gates["f"][t, 0, unit];
                Assert.Equal(product, trace.CellGradient[t - 1, 0, unit], 1e-14 * Math.Abs(product));
            }
        }

        Assert.All(trace.HiddenGradientByLag().Skip(1), norm => Assert.Equal(0, norm));
    }

    [Fact]
    public void Steps_CarryTheirEquations()
    {
        var model = new Sequential<double>(new Lstm(3, returnSequences: true));
        model.Build(2);
        Samples.RandomizeWeights(model, 3);
        var trace = model.Trace(Samples.Normal<double>(1, 2, 5, 2), outputGradient: Samples.Normal<double>(2, 2, 5, 3)).Layers[0];
        for (int t = 1; t < 5; t++)
        {
            double i = trace.Gates["i"][t, 1, 2], f = trace.Gates["f"][t, 1, 2], o = trace.Gates["o"][t, 1, 2], g = trace.Gates["g"][t, 1, 2];
            double c = (f * trace.Cell[t - 1, 1, 2]) + (i * g);
            Assert.Equal(c, trace.Cell[t, 1, 2], 1e-14);
            Assert.Equal(o * Math.Tanh(c), trace.Hidden[t, 1, 2], 1e-14);
            Assert.Equal(trace.CellGradient[t, 1, 2] * g * i * (1 - i), trace.GateGradients["i"][t, 1, 2], 1e-14);
        }

        Assert.Equal(trace.Hidden[4, 1, 2], trace.FinalStates[0][1, 2]);
        Assert.Equal(trace.Cell[4, 1, 2], trace.FinalStates[1][1, 2]);
    }

    [Fact]
    public void Jacobian_OfASimpleStepIsSlopeTimesWeight()
    {
        var model = new Sequential<double>(new SimpleRnn(3));
        var trace = model.Trace(Samples.Normal<double>(1, 2, 5, 2)).Layers[0];
        var jacobian = trace.Jacobian(3, sample: 1);
        var wh = model[0, "recurrent_kernel"];
        for (int i = 0; i < 3; i++)
        {
            double h = trace.Hidden[3, 1, i];
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal((1 - (h * h)) * wh[j, i], jacobian[i, j], 1e-14);
            }
        }
    }

    [Fact]
    public void Attention_TellsTheShareOfEachStep()
    {
        var model = new Sequential<double>(new SimpleRnn(3, returnSequences: true), new AttentionReadout(2));
        var shares = model.Trace(Samples.Normal<double>(1, 2, 5, 2)).Layers[1].AttentionWeights!;
        Assert.Equal([2, 5], shares.Shape);
        Assert.Equal(1, shares.Row(0).ToArray().Sum(), 1e-14);
    }

    [Fact]
    public void Trace_ChangesNoWeightAndSaysWhatItLacks()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        var trace = model.Trace(Samples.Normal<float>(1, 2, 5, 2));
        Assert.Null(trace.Loss);
        Assert.Empty(trace.Layers[0].Gradients);
        var error = Assert.Throws<InvalidOperationException>(() => trace.Layers[0].HiddenGradient);
        Assert.Contains("The trace of lstm has no gradients; give y or outputGradient.", error.Message);
        Assert.Throws<InvalidOperationException>(() => trace.Layers[1].Hidden);
        Assert.Throws<ArgumentException>("layer", () => trace["gru"]);
        Assert.Throws<ArgumentException>("outputGradient", () => model.Trace(Samples.Normal<float>(1, 2, 5, 2), outputGradient: new float[2, 2]));
    }

    [Fact]
    public void ReturnState_HandsTheFinalStatesBack()
    {
        var model = new Sequential<double>(new Lstm(3, returnState: true));
        var x = Samples.Normal<double>(1, 40, 5, 2);
        var outputs = model.PredictOutputs(x, batchSize: 17);
        Assert.Equal(3, outputs.Count);
        var trace = model.Trace(x).Layers[0];
        Samples.AssertSameBits<double>(trace.FinalStates[0].AsSpan(), outputs[1].AsSpan());
        Samples.AssertSameBits<double>(trace.FinalStates[1].AsSpan(), outputs[2].AsSpan());
        var both = new Sequential<double>(new Bidirectional(new Gru(2, returnState: true), MergeMode.None));
        Assert.Equal(4, both.PredictOutputs(x).Count);
    }

    [Fact]
    public void Cast_KeepsWeightsAndNames()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        var x = Samples.Normal<float>(1, 2, 5, 2);
        var single = model.Predict(x);
        var twice = model.Cast<double>().Predict(x.Cast<double>());
        Assert.Equal((double)single[0, 0], twice[0, 0], 1e-6);
        Assert.Contains("lstm (LSTM)", model.Cast<double>().Summary());
    }

    [Fact]
    public void Summary_CountsTheWeightsOfTheTwoPrograms()
    {
        var rnn = new Sequential(new SimpleRnn(64, returnSequences: true), new SimpleRnn(32), new Dense(1));
        var lstm = new Sequential(new Lstm(64, returnSequences: true), new Lstm(32), new Dense(1));
        rnn.Build(10, 1);
        lstm.Build(10, 1);
        Assert.Equal(7_361, rnn.ParameterCount);
        Assert.Equal(29_345, lstm.ParameterCount);
        Assert.Contains("(samples, 10, 64)", rnn.Summary());
        Assert.Contains("29,345", lstm.Summary());
    }
}
