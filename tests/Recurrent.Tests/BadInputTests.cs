namespace Recurrent.Tests;

/// <summary>Bad input throws at once and names the argument, what it is, and what would be right.</summary>
public class BadInputTests
{
    private static Tensor<float> X => Samples.Normal<float>(1, 4, 5, 2);

    private static Tensor<float> Y => Samples.Normal<float>(2, 4, 1);

    [Fact]
    public void Fit_NamesAWrongRank()
    {
        AssertSays("x has shape [4, 2]; the model reads [samples, steps, 2].", () => Model().Fit(new float[4, 2], Y));
        AssertSays("needs [4, 1] or [4]", () => Model().Fit(X, new float[4, 3]));
    }

    [Fact]
    public void Fit_NamesAWrongFeatureCount() => AssertSays("x has shape [4, 5, 3]; the model reads [samples, steps, 2].", () => Model().Fit(new float[4, 5, 3], Y));

    [Fact]
    public void Fit_NamesDifferentLengths() => AssertSays("y has shape [3, 1] but x has 4 samples", () => Model().Fit(X, new float[3, 1]));

    [Fact]
    public void Fit_NamesEmptyData() => AssertSays("x has shape [0, 5, 2]", () => Model().Fit(new float[0, 5, 2], new float[0, 1]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Fit_NamesNumbersThatAreNotFinite(float value)
    {
        var x = X;
        x[2, 1, 0] = value;
        AssertSays("in sample 2; every number must be finite", () => Model().Fit(x, Y));
        var y = Y;
        y[3, 0] = value;
        AssertSays("in sample 3; every number must be finite", () => Model().Fit(X, y));
        AssertSays("in sample 2", () => Model().Predict(x));
    }

    [Fact]
    public void Fit_NamesBadSizes()
    {
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => Model().Fit(X, Y, batchSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => Model().Fit(X, Y, epochs: 0));
        Assert.Throws<ArgumentOutOfRangeException>("split", () => Model().Fit(X, Y, validationSplit: 1));
        AssertSays("neither side may be empty", () => Model().Fit(X, Y, validationSplit: 0.9));
        AssertSays("The sample weight has shape [3]; it needs [4] or [4, 1].", () => Model().Fit(X, Y, sampleWeight: new float[3]));
    }

    [Fact]
    public void Fit_NeedsCompile()
    {
        var model = new Sequential(new Dense(1));
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(new float[1, 1], new float[1]));
        Assert.Contains("Compile", error.Message);
    }

    [Fact]
    public void Compile_NamesUnknownWords()
    {
        AssertSays("No optimiser is called \"adan\"; known are adam, sgd", () => Model().Compile("adan", "mse"));
        AssertSays("No loss is called \"mze\"; known are mse", () => Model().Compile("adam", "mze"));
        AssertSays("Only one of ClipNorm", () => Model().Compile(new Sgd { ClipNorm = 1, ClipValue = 1 }, "mse"));
    }

    [Fact]
    public void Build_NamesLayersThatDoNotFit()
    {
        AssertSays("returnSequences: true", () => new Sequential(new Lstm(3), new Lstm(2)).Build(4));
        Assert.Throws<InvalidOperationException>(() => new Sequential().Build(4));
        AssertSays("Two layers are called \"a\"", () => new Sequential(new Dense(1, name: "a"), new Dense(1, name: "a")).Build(4));
    }

    [Fact]
    public void Layers_NameBadArguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>("units", () => new Lstm(0));
        Assert.Throws<ArgumentOutOfRangeException>("recurrentActivation", () => new Gru(2, recurrentActivation: Activation.Softmax));
        Assert.Throws<ArgumentOutOfRangeException>("dropout", () => new SimpleRnn(2, dropout: 1));
        Assert.Throws<ArgumentOutOfRangeException>("activation", () => new Dense(2, (Activation)99));
        Assert.Throws<ArgumentException>("backwardLayer", () => new Bidirectional(new Gru(2), backwardLayer: new Gru(3, goBackwards: true)));
    }

    [Fact]
    public void Weights_NameWhatThereIs()
    {
        var model = Model();
        AssertSays("Layer 0 has no weight \"kernle\"; the model has [0, \"kernel\"]", () => model[0, "kernle"]);
        AssertSays("No layer is called \"gru\"; the layers are lstm, dense.", () => model["gru", "kernel"]);
        AssertSays("lstm/kernel [2, 12] is given a tensor of shape [2, 3].", () => model[0, "kernel"] = new float[2, 3]);
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).ParameterCount);
    }

    [Fact]
    public void Inputs_NameMasksAndStatesThatDoNotFit()
    {
        Inputs<float> x = X;
        AssertSays("The mask of layer 0 has shape [4, 4]; it needs [4, 5]", () => Model().Predict(x.WithMask(0, new float[4, 4])));
        AssertSays("The mask is for layer 1; the model's recurrent layers are 0 (lstm).", () => Model().Predict(x.WithMask(1, new float[4, 5])));
        AssertSays("it needs 2 of shape [4, 3]", () => Model().Predict(x.WithInitialState(0, new float[4, 3])));
    }

    [Fact]
    public void SparseLoss_NamesClassesThatDoNotExist()
    {
        var model = new Sequential(new Dense(3));
        model.Compile(new Sgd(), new SparseCategoricalCrossEntropy(fromLogits: true));
        AssertSays("y holds 3; it needs whole numbers from 0 to 2.", () => model.Fit(new float[2, 1], (float[])[0, 3]));
    }

    [Fact]
    public void Stateful_NamesAnotherBatchSize()
    {
        var model = new Sequential(new Lstm(2, stateful: true));
        model.Predict(X);
        var error = Assert.Throws<InvalidOperationException>(() => model.Predict(X.Slice(0, 3)));
        Assert.Contains("carries the states of 4 samples but is given 3", error.Message);
        model.ResetStates();
        model.Predict(X.Slice(0, 3));
    }

    [Fact]
    public void Tensor_NamesShapesAndIndices()
    {
        AssertSays("The shape [2, 3] needs 6 elements, the array has 5.", () => new Tensor<float>(new float[5], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => X[0, 5, 0]);
        var error = Assert.Throws<InvalidOperationException>(() => X[0, 0]);
        Assert.Contains("[4, 5, 2]; this needs 2 axes", error.Message);
    }

    private static Sequential Model()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        model.Build(5, 2);
        model.Compile("adam", "mse");
        return model;
    }

    private static void AssertSays(string part, Action action)
    {
        var error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Contains(part, error.Message);
    }

    private static void AssertSays(string part, Func<object> action) => AssertSays(part, () => { action(); });
}
