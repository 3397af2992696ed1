using Recurrent;

namespace Interchange.Tests;

/// <summary>The same weights give the same outputs in PyTorch and here, whichever of the two they come from.</summary>
public sealed class PyTorchTests : TempFolder
{
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, (string Spec, Func<Layer[]> Layers)> s_models = new()
    {
        ["lstm"] = (Spec("LSTM"), () => [new Lstm(4, returnSequences: true)]),
        ["lstm without bias"] = (Spec("LSTM", "\"bias\": false"), () => [new Lstm(4, returnSequences: true, useBias: false)]),
        ["stacked lstm"] = (Spec("LSTM", "\"layers\": 2"), () => [new Lstm(4, returnSequences: true), new Lstm(4, returnSequences: true)]),
        ["bidirectional lstm"] = (Spec("LSTM", "\"bidirectional\": true"), () => [new Bidirectional(new Lstm(4, returnSequences: true))]),
        ["gru"] = (Spec("GRU"), () => [new Gru(4, returnSequences: true)]),
        ["gru without bias"] = (Spec("GRU", "\"bias\": false"), () => [new Gru(4, returnSequences: true, useBias: false)]),
        ["stacked bidirectional gru"] = (
            Spec("GRU", "\"layers\": 2, \"bidirectional\": true"), () => [new Bidirectional(new Gru(4, returnSequences: true)), new Bidirectional(new Gru(4, returnSequences: true))]),
        ["rnn"] = (Spec("RNN"), () => [new SimpleRnn(4, returnSequences: true)]),
        ["relu rnn"] = (Spec("RNN", "\"nonlinearity\": \"relu\""), () => [new SimpleRnn(4, Activation.Relu, returnSequences: true)]),
    };

    public static TheoryData<string> Models => [.. s_models.Keys];

    [PythonTheory("torch")]
    [MemberData(nameof(Models))]
    public void PyTorch_TakesOurWeights(string name)
    {
        var (spec, model, places) = Built(name);
        Samples.RandomizeWeights(model, 5);
        var x = Samples.Normal(4, 3, 6, 3);
        model.SavePyTorch(Place("w"), places);
        SafetensorsFile.Write(Place("x"), [KeyValuePair.Create("x", x)]);
        Python.RunScript("pytorch_model.py", "run", spec, Place("w"), Place("x"), Place("y"));
        Samples.AssertClose(SafetensorsFile.Open(Place("y")).Read<float>("y"), model.Predict(x), Tolerance, name);
    }

    [PythonTheory("torch")]
    [MemberData(nameof(Models))]
    public void WeTakePyTorchsWeights(string name)
    {
        var (spec, model, places) = Built(name);
        Python.RunScript("pytorch_model.py", "make", spec, Place("w"), Place("x"), Place("y"));
        model.LoadPyTorch(Place("w"), places);
        var x = SafetensorsFile.Open(Place("x")).Read<float>("x");
        Samples.AssertClose(SafetensorsFile.Open(Place("y")).Read<float>("y"), model.Predict(x), Tolerance, name);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void FromPyTorch_TakesBackWhatToPyTorchGave(string name)
    {
        var (_, model, places) = Built(name);
        Samples.RandomizeWeights(model, 9);
        float[] before = [.. model.Variables.SelectMany(v => v.Value.ToArray())];
        var weights = model.ToPyTorch(places);
        Samples.RandomizeWeights(model, 10);
        model.FromPyTorch(weights, places);
        Assert.Equal(before, model.Variables.SelectMany(v => v.Value.ToArray()));
    }

    [Fact]
    public void ToPyTorch_NamesAndShapesAreThoseOfAStateDictionary()
    {
        var model = new Sequential(new Embedding(7, 3), new Bidirectional(new Lstm(4)), new Dense(2));
        model.Build(1);
        var shapes = model.ToPyTorch(new Dictionary<string, PyTorchPlace> { ["bidirectional"] = "" }).ToDictionary(w => w.Key, w => string.Join(",", w.Value.Shape));
        Assert.Equal("7,3", shapes["embedding.weight"]);
        Assert.Equal("16,3", shapes["weight_ih_l0"]);
        Assert.Equal("16,4", shapes["weight_hh_l0_reverse"]);
        Assert.Equal("16", shapes["bias_hh_l0"]);
        Assert.Equal("2,8", shapes["dense.weight"]);
        Assert.Equal(11, shapes.Count);
    }

    [Fact]
    public void FromPyTorch_OfAnotherShape_NamesItAndLeavesTheModel()
    {
        var model = new Sequential(new Lstm(4));
        model.Build(3);
        var weights = new Dictionary<string, Tensor<float>>(model.ToPyTorch()) { ["lstm.weight_hh_l0"] = new(16, 5) };
        float[] before = model[0, "kernel"].ToArray();
        weights["lstm.weight_ih_l0"].AsSpan().Clear();
        var error = Assert.Throws<InvalidDataException>(() => model.FromPyTorch(weights));
        Assert.Contains("lstm.weight_hh_l0 has the shape [16, 5]; expected [16, 4]", error.Message);
        Assert.Equal(before, model[0, "kernel"].ToArray());
        weights.Remove("lstm.weight_hh_l0");
        weights["lstm.weight_hr_l0"] = new(4, 2);
        error = Assert.Throws<InvalidDataException>(() => model.FromPyTorch(weights));
        Assert.Contains("it lacks lstm.weight_hh_l0; the model has no lstm.weight_hr_l0", error.Message);
    }

    public static TheoryData<string, string> Unknown => new()
    {
        { "gru", "resetAfter false" },
        { "lstm", "activation Relu; PyTorch's has Tanh" },
        { "gates", "recurrentActivation Linear; PyTorch's has Sigmoid" },
        { "rnn", "activation Sigmoid" },
        { "min", "a cell that PyTorch lacks" },
        { "attention", "has no counterpart" },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public void ToPyTorch_SaysWhatPyTorchLacks(string which, string message)
    {
        var model = new Sequential(which switch
        {
            "gru" => new Gru(2, resetAfter: false),
            "lstm" => new Lstm(2, Activation.Relu),
            "gates" => new Gru(2, recurrentActivation: Activation.Linear),
            "rnn" => new SimpleRnn(2, Activation.Sigmoid),
            "min" => new MinLstm(2),
            _ => new AttentionReadout(2),
        });
        model.Build(3);
        Assert.Contains(message, Assert.Throws<NotSupportedException>(() => model.ToPyTorch()).Message);
    }

    [Fact]
    public void ToPyTorch_RefusesPlacesThatDoNotFit()
    {
        var model = new Sequential(new Lstm(2, returnSequences: true), new Lstm(2));
        model.Build(3);
        Assert.Contains("\"gru\"", Assert.Throws<ArgumentException>(() => model.ToPyTorch(new Dictionary<string, PyTorchPlace> { ["gru"] = "rnn" })).Message);
        Assert.Contains(
            "\"rnn.weight_ih_l0\"",
            Assert.Throws<ArgumentException>(() => model.ToPyTorch(new Dictionary<string, PyTorchPlace> { ["lstm"] = "rnn", ["lstm_1"] = "rnn" })).Message);
    }

    private static string Spec(string cell, string options = "") => $$"""{"cell": "{{cell}}", "features": 3, "units": 4{{(options.Length > 0 ? ", " : "")}}{{options}}}""";

    private static (string Spec, Sequential Model, Dictionary<string, PyTorchPlace> Places) Built(string name)
    {
        var (spec, layers) = s_models[name];
        var recurrent = layers();
        var model = new Sequential([.. recurrent, new Dense(2, useBias: !name.Contains("without"))]);
        model.Build(3);
        string[] names = [.. model.Variables.Select(v => v.Layer).Distinct().Take(recurrent.Length)];
        return (spec, model, names.Select((n, k) => (n, k)).ToDictionary(p => p.n, p => new PyTorchPlace("rnn", p.k)));
    }
}
