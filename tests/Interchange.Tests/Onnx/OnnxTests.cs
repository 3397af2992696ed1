using System.Globalization;
using Onnx;
using Recurrent;

namespace Interchange.Tests;

/// <summary>ONNX Runtime gives what Predict gives, for random models of every layer and option; and what is read back gives it too.</summary>
public sealed class OnnxTests : TempFolder
{
    private const double Tolerance = 1e-5;
    private const int Seeds = 400;

    [Fact]
    public void Runtime_GivesWhatPredictGives()
    {
        int masked = 0, steps = 0, pairs = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomModel(seed);
            byte[] onnx = random.Model.ToOnnx(random.Options);
            var results = OnnxRuntimeSession.Run(onnx, random.X, random.Options.MaskedLayers.Count > 0 ? random.Lengths : null);
            string what = $"seed {seed}: {random.Text}";
            AssertOutputs(random.Model.PredictOutputs(random.Masked()), results, what);
            masked += random.Options.MaskedLayers.Count > 0 ? 1 : 0;
            string[] operators = [.. ModelProto.Parser.ParseFrom(onnx).Graph.Node.Select(n => n.OpType)];
            steps += operators.Contains("Scan") ? 1 : 0;
            pairs += random.Model.Layers.Count(l => l is Bidirectional { ForwardLayer: var forward } both && (forward.GoBackwards || forward.Type != both.BackwardLayer.Type));
            var again = Sequential.FromOnnx(onnx);
            Samples.AssertClose(random.Model.Predict(random.Masked()), again.Predict(InputsOf(again, random)), Tolerance, $"read back, {what}");
        }

        // masks, cells that are written step by step, and pairs of operators were met, many times
        Assert.InRange(masked, Seeds / 10, Seeds);
        Assert.InRange(steps, Seeds / 10, Seeds);
        Assert.InRange(pairs, Seeds / 40, Seeds);
    }

    [Fact]
    public void LayersOfSeveralNodes_AreReadBackAsThemselves()
    {
        Layer[][] models =
        [
            [new SimpleRnn(3, Activation.Softmax, returnSequences: true), new MinLstm(4, Activation.Tanh, returnSequences: true), new AttentionReadout(2)],
            [new DiagonalLinear(4, decays: [0.9, -0.5, 0, 1], useBias: false)],
            [new DiagonalLinear(4, decays: [0.9, 0.5], angles: [0.3, -2], stateful: true)],
            [new Bidirectional(new Gru(3, goBackwards: true), MergeMode.Average, new MinLstm(3))],
            [new Bidirectional(new SimpleRnn(3, goBackwards: true, returnSequences: true), MergeMode.None)],
        ];
        foreach (var layers in models)
        {
            var model = new Sequential(layers);
            model.Build(2);
            Samples.RandomizeWeights(model, 3);
            var again = Sequential.FromOnnx(model.ToOnnx());
            var x = Samples.Normal(1, 3, 5, 2);
            Samples.AssertClose(model.PredictOutputs(x)[^1], again.PredictOutputs(x)[^1], Tolerance, model.Summary());
            Assert.Equal(layers.Select(Kind), again.Layers.Select(Kind));
        }

        static string Kind(Layer layer) => layer switch
        {
            Bidirectional both => $"{both.MergeMode} of {Kind(both.ForwardLayer)} and {Kind(both.BackwardLayer)}",
            DiagonalLinear diagonal => $"{Numbers(diagonal.Decays)} {Numbers(diagonal.Angles)} {diagonal.Stateful}",
            RecurrentLayer cell => $"{cell.Type} {cell.Units} {cell.Activation} {cell.GoBackwards} {cell.ReturnSequences} {cell.Stateful}",
            AttentionReadout attention => $"attention {attention.Units}",
            _ => layer.Type,
        };

        static string Numbers(IEnumerable<double> values) => string.Join(' ', values.Select(v => v.ToString("F5", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void States_AreInputsAndOutputs(bool both)
    {
        Layer[] layers = both
            ? [new Bidirectional(new Lstm(3, returnSequences: true)), new Bidirectional(new Gru(2))]
            : [new Lstm(3, returnSequences: true), new Gru(2, returnSequences: true, resetAfter: false), new SimpleRnn(4, Activation.Softmax, returnSequences: true), new SimpleRnn(2)];
        var model = new Sequential(layers);
        model.Build(2);
        Samples.RandomizeWeights(model, 3);
        var x = Samples.Normal(1, 3, 4, 2);
        Inputs<float> inputs = x;
        var states = new Dictionary<string, Tensor<float>>();
        var (_, shapes) = model.PredictWithStates(x);
        for (int k = 0; k < layers.Length; k++)
        {
            Tensor<float>[] own = [.. shapes[k].Select((s, j) => Samples.Normal((10 * k) + j, [.. s.Shape]))];
            inputs = inputs.WithInitialState(k, own);
            foreach (var (name, state) in StateNames(model, k).Zip(own))
            {
                states[name + "_in"] = state;
            }
        }

        var results = OnnxRuntimeSession.Run(model.ToOnnx(new OnnxOptions { States = true }), x, states: states);
        var (y, final) = model.PredictWithStates(inputs);
        Samples.AssertClose(y, results["y"], Tolerance);
        for (int k = 0; k < layers.Length; k++)
        {
            foreach (var (name, state) in StateNames(model, k).Zip(final[k]))
            {
                Samples.AssertClose(state, results[name + "_out"], Tolerance, name);
            }
        }

        Assert.Equal(1 + final.Sum(s => s.Length), results.Count);
    }

    [Fact]
    public void StatefulLayer_GoesOnWhereTheCallBeforeEnded()
    {
        var model = new Sequential(new Lstm(3, returnSequences: true, stateful: true), new Dense(1));
        model.Build(2);
        Samples.RandomizeWeights(model, 3);
        byte[] onnx = model.ToOnnx();
        var states = new Dictionary<string, Tensor<float>> { ["lstm/h_in"] = new(2, 3), ["lstm/c_in"] = new(2, 3) };
        for (int call = 0; call < 3; call++)
        {
            var x = Samples.Normal(call, 2, 4, 2);
            var results = OnnxRuntimeSession.Run(onnx, x, states: states);
            Samples.AssertClose(model.Predict(x), results["y"], Tolerance, $"call {call}");
            states = new() { ["lstm/h_in"] = results["lstm/h_out"], ["lstm/c_in"] = results["lstm/c_out"] };
        }

        model.ResetStates();
        var again = Sequential.FromOnnx(onnx);
        Assert.True(((Lstm)again.Layers[0]).Stateful);
        Samples.AssertClose(model.Predict(Samples.Normal(0, 2, 4, 2)), again.Predict(Samples.Normal(0, 2, 4, 2)), Tolerance);
    }

    [Fact]
    public void LastLayerThatReturnsItsState_HandsItOut()
    {
        var model = new Sequential(new Lstm(3, returnState: true));
        model.Build(2);
        var x = Samples.Normal(1, 2, 5, 2);
        var results = OnnxRuntimeSession.Run(model.ToOnnx(), x);
        var expected = model.PredictOutputs(x);
        Samples.AssertClose(expected[1], results["lstm/h_out"], Tolerance);
        Samples.AssertClose(expected[2], results["lstm/c_out"], Tolerance);
        Assert.Equal(3, results.Count);
    }

    [Fact]
    public void Dense_ReadsSamplesAndSequences()
    {
        foreach (bool sequences in (bool[])[false, true])
        {
            var model = new Sequential(new Dense(4, Activation.Relu), new Dense(3, Activation.Softmax));
            var x = sequences ? Samples.Normal(1, 3, 5, 2) : Samples.Normal(1, 3, 2);
            var y = model.Predict(x);
            byte[] onnx = model.ToOnnx();
            Samples.AssertClose(y, OnnxRuntimeSession.Run(onnx, x)["y"], Tolerance);
            Samples.AssertClose(y, Sequential.FromOnnx(onnx).Predict(x), Tolerance);
        }
    }

    [Fact]
    public void SaveOnnx_WritesAFileThatLoadOnnxReads()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        var x = Samples.Normal(1, 2, 5, 2);
        var y = model.Predict(x);
        model.SaveOnnx(Place("m.onnx"));
        Samples.AssertClose(y, Sequential.LoadOnnx(Place("m.onnx")).Predict(x), Tolerance);
        Assert.Single(Directory.GetFiles(Folder));

        var inDouble = new Sequential<double>(new Lstm(3), new Dense(1));
        inDouble.Build(2);
        Samples.AssertClose(inDouble.Predict(x.Cast<double>()).Cast<float>(), OnnxRuntimeSession.Run(inDouble.ToOnnx(), x)["y"], Tolerance);
    }

    [Fact]
    public void ToOnnx_RefusesAMaskForAnotherLayer()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        model.Build(2);
        Assert.Contains("Layer 1 cannot be masked", Assert.Throws<ArgumentException>(() => model.ToOnnx(new OnnxOptions { MaskedLayers = [1] })).Message);
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).ToOnnx());
    }

    private static void AssertOutputs(IReadOnlyList<Tensor<float>> expected, Dictionary<string, Tensor<float>> results, string what)
    {
        string[] names = expected.Count == 1 ? ["y"] : ["y_forward", "y_backward"];
        for (int k = 0; k < names.Length; k++)
        {
            Samples.AssertClose(expected[k], results[names[k]], Tolerance, what);
        }
    }

    // dropout is not in the file, so layers move up
    private static Inputs<float> InputsOf(Sequential again, RandomModel random)
    {
        Assert.Equal(random.Model.Layers.Where(l => l is not Dropout).Select(l => l.Type), again.Layers.Select(l => l.Type));
        return random.Masked();
    }

    private static IEnumerable<string> StateNames(Sequential model, int layer)
    {
        string name = model.Variables.First(v => v.LayerIndex == layer).Layer;
        string[] parts = model.Layers[layer] is Bidirectional ? [$"{name}/forward/", $"{name}/backward/"] : [$"{name}/"];
        bool cell = model.Layers[layer] is Lstm or Bidirectional { ForwardLayer: Lstm };
        return parts.SelectMany(p => cell ? (string[])[p + "h", p + "c"] : [p + "h"]);
    }
}
