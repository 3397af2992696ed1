namespace Recurrent.Tests;

public class StepPredictorTests
{
    public static TheoryData<string> Names() => [.. Models.Keys];

    private static Dictionary<string, Func<Layer[]>> Models { get; } = new()
    {
        ["simple"] = () => [new SimpleRnn(33, returnSequences: true), new SimpleRnn(5, returnSequences: true), new Dense(2)],
        ["lstm"] = () => [new Lstm(64, returnSequences: true), new Lstm(17, returnSequences: true), new Dense(2)],
        ["gru"] = () => [new Gru(20, returnSequences: true), new Gru(9, resetAfter: false, returnSequences: true), new Dense(2)],
        ["min and diagonal"] = () => [new MinLstm(6, returnSequences: true), new DiagonalLinear(4, returnSequences: true), new Dropout(0.3), new Dense(2)],
        ["stateful"] = () => [new Lstm(8, stateful: true, returnSequences: true), new Dense(2)],
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_GivesTheBitsOfAPrediction(string name)
    {
        var model = new Sequential(Models[name]());
        var x = Samples.Normal<float>(1, 1, 40, 3);
        var whole = model.Predict(x);
        var predictor = model.CreateStepPredictor();
        for (int round = 0; round < 2; round++)
        {
            for (int t = 0; t < 40; t++)
            {
                Samples.AssertSameBits<float>(whole.AsSpan().Slice(t * 2, 2), predictor.Step(x.AsSpan().Slice(t * 3, 3)));
            }

            Assert.Equal(40, predictor.Steps);
            predictor.Reset();
        }
    }

    [Fact]
    public void Step_OfAModelWithOneOutputAnswersAfterEveryStep()
    {
        var model = new Sequential(new Lstm(8), new Dense(1));
        var x = Samples.Normal<float>(1, 1, 9, 2);
        model.Build(2);
        var predictor = model.CreateStepPredictor();
        for (int t = 0; t < 9; t++)
        {
            var part = new Tensor<float>(x.AsSpan()[..((t + 1) * 2)].ToArray(), 1, t + 1, 2);
            Samples.AssertSameBits<float>(model.Predict(part).AsSpan(), predictor.Step(x.AsSpan().Slice(t * 2, 2)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_AllocatesNothing(string name)
    {
        var model = new Sequential(Models[name]());
        model.Build(3);
        var predictor = model.CreateStepPredictor();
        float[] x = [1, 2, 3];
        for (int k = 0; k < 50; k++)
        {
            predictor.Step(x);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 50; k++)
        {
            predictor.Step(x);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Refresh_TakesTheWeightsThatTrainingLeft()
    {
        var model = new Sequential(new Lstm(4), new Dense(1));
        model.Compile("adam", "mse");
        var x = Samples.Normal<float>(1, 1, 1, 2);
        Inputs<float> inputs = x;
        model.Build(2);
        var predictor = model.CreateStepPredictor();
        float before = predictor.Step(x.AsSpan())[0];
        model.TrainOnBatch(inputs, new Tensor<float>(1, 1));
        predictor.Reset();
        Assert.Equal(before, predictor.Step(x.AsSpan())[0]);
        predictor.Refresh();
        predictor.Reset();
        float after = predictor.Step(x.AsSpan())[0];
        Assert.NotEqual(before, after);
        Assert.Equal(model.Predict(x)[0, 0], after);
    }

    [Fact]
    public void BadStepsAndModels_AreRefusedWithTheReason()
    {
        var model = new Sequential(new Lstm(4), new Dense(1));
        Assert.Contains("not built", Assert.Throws<InvalidOperationException>(model.CreateStepPredictor).Message);
        model.Build(2);
        var predictor = model.CreateStepPredictor();
        Assert.Contains("3 features; the model reads 2", Assert.Throws<ArgumentException>("x", () => predictor.Step([1, 2, 3])).Message);
        Assert.Contains("Feature 1 of the step is NaN", Assert.Throws<ArgumentException>("x", () => predictor.Step([1, float.NaN])).Message);

        var both = new Sequential(new Bidirectional(new Lstm(4)));
        both.Build(2);
        Assert.Contains("layer 0 (Bidirectional) needs the whole sequence", Assert.Throws<InvalidOperationException>(both.CreateStepPredictor).Message);
        var indices = new Sequential(new Embedding(3, 2), new Gru(2));
        indices.Build(1);
        Assert.Contains("whole number from 0 to 2", Assert.Throws<ArgumentException>("x", () => indices.CreateStepPredictor().Step([3])).Message);
    }
}
