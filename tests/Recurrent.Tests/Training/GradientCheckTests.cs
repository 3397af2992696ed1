namespace Recurrent.Tests;

/// <summary>Every layer with every option against central differences, each with random weights.</summary>
public class GradientCheckTests
{
    private const double Allowed = 1e-6;

    public static TheoryData<string> LayerNames() => [.. Layers.Keys];

    public static TheoryData<string> LossNames() => [.. Losses.Keys];

    private static Dictionary<string, Func<Layer[]>> Layers { get; } = Options();

    private static Dictionary<string, (Loss Loss, Activation Output, bool Distribution)> Losses { get; } = new()
    {
        ["mse"] = (new MeanSquaredError(), Activation.Linear, false),
        ["mse sum"] = (new MeanSquaredError { Reduction = Reduction.Sum }, Activation.Linear, false),
        ["mae"] = (new MeanAbsoluteError(), Activation.Linear, false),
        ["huber"] = (new Huber(0.7), Activation.Linear, false),
        ["quantile"] = (new QuantileLoss(0.3), Activation.Linear, false),
        ["binary"] = (new BinaryCrossEntropy(labelSmoothing: 0.1), Activation.Sigmoid, true),
        ["binary logits"] = (new BinaryCrossEntropy(fromLogits: true), Activation.Linear, true),
        ["categorical"] = (new CategoricalCrossEntropy(labelSmoothing: 0.1), Activation.Softmax, true),
        ["categorical logits"] = (new CategoricalCrossEntropy(fromLogits: true), Activation.Linear, true),
        ["categorical sigmoid"] = (new CategoricalCrossEntropy(), Activation.Sigmoid, true),
    };

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Backward_MatchesFiniteDifferences(string name)
    {
        var layers = Layers[name]();
        var model = new Sequential<double>(layers);
        model.Build(6, 2);
        Samples.RandomizeWeights(model, 11);
        bool sequence = model.Predict(Samples.Normal<double>(1, 3, 6, 2)).Rank == 3;
        model.ResetStates();
        int width = model.Predict(Samples.Normal<double>(1, 3, 6, 2)).Shape[^1];
        model.ResetStates();
        model.Compile(new Sgd(), "mse");
        var y = sequence ? Samples.Normal<double>(2, 3, 6, width) : Samples.Normal<double>(2, 3, width);
        Inputs<double> x = Samples.Normal<double>(3, 3, 6, 2);
        if (name.Contains("mask"))
        {
            x = x.WithMask(0, new double[,] { { 1, 1, 1, 0, 0, 0 }, { 0, 1, 0, 1, 1, 0 }, { 1, 0, 1, 1, 0, 1 } });
        }

        var report = GradientCheck.Run(model, x, y, training: name.Contains("dropout"));
        Assert.True(report.LargestError < Allowed, $"{name}: {report}");
    }

    /// <summary>Every number of lanes that a row can leave for its last vector, of any width.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(17)]
    public void Backward_MatchesFiniteDifferencesForAnyNumberOfUnits(int units)
    {
        Func<Layer>[] layers = [() => new SimpleRnn(units), () => new Lstm(units), () => new Gru(units), () => new Gru(units, resetAfter: false), () => new MinLstm(units)];
        foreach (var layer in layers)
        {
            var model = new Sequential<double>(layer(), new Dense(2));
            model.Build(2);
            Samples.RandomizeWeights(model, 5);
            model.Compile("sgd", "mse");
            var report = GradientCheck.Run<double>(model, Samples.Normal<double>(1, 2, 3, 2), Samples.Normal<double>(2, 2, 2));
            Assert.True(report.LargestError < Allowed, $"{model.Layers[0].Type}({units}): {report}");
        }
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void Losses_MatchFiniteDifferencesBehindEveryLayer(string name)
    {
        var (loss, output, distribution) = Losses[name];
        foreach (string kind in (string[])["simple", "lstm", "gru", "gru before", "min", "min scan", "diagonal", "diagonal complex"])
        {
            foreach (bool sequences in (bool[])[true, false])
            {
                var model = new Sequential<double>(Recurrence(kind, sequences), new Dense(3, output));
                model.Build(4, 2);
                Samples.RandomizeWeights(model, 12);
                model.Compile(new Sgd(), loss);
                var y = sequences ? Samples.Normal<double>(2, 2, 4, 3) : Samples.Normal<double>(2, 2, 3);
                if (distribution)
                {
                    Softmax.InPlace(y.AsSpan(), 3);
                }

                var report = GradientCheck.Run<double>(model, Samples.Normal<double>(3, 2, 4, 2), y);
                Assert.True(report.LargestError < Allowed, $"{name} behind {kind}: {report}");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SparseLoss_MatchesFiniteDifferences(bool fromLogits)
    {
        var model = new Sequential<double>(new Gru(3), new Dense(4, fromLogits ? Activation.Linear : Activation.Softmax));
        model.Build(4, 2);
        Samples.RandomizeWeights(model, 12);
        model.Compile(new Sgd(), new SparseCategoricalCrossEntropy(fromLogits));
        var report = GradientCheck.Run<double>(model, Samples.Normal<double>(3, 5, 4, 2), Samples.Indices<double>(4, 4, 5));
        Assert.True(report.LargestError < Allowed, report.ToString());
    }

    [Fact]
    public void SeveralQuantiles_MatchFiniteDifferences()
    {
        var model = new Sequential<double>(new SimpleRnn(4), new Dense(3));
        model.Build(4, 2);
        model.Compile(new Sgd(), new QuantileLoss(0.1, 0.5, 0.9));
        var report = GradientCheck.Run<double>(model, Samples.Normal<double>(3, 5, 4, 2), Samples.Normal<double>(4, 5));
        Assert.True(report.LargestError < Allowed, report.ToString());
    }

    [Fact]
    public void Embedding_MatchesFiniteDifferences()
    {
        var model = new Sequential<double>(new Embedding(5, 3), new Lstm(3), new Dense(2));
        model.Compile(new Sgd(), "mse");
        var report = GradientCheck.Run<double>(model, Samples.Indices<double>(3, 5, 4, 6), Samples.Normal<double>(4, 4, 2));
        Assert.True(report.LargestError < Allowed, report.ToString());
        Assert.Contains("embedding/embeddings", report.ErrorsByVariable.Keys);
    }

    [Fact]
    public void Run_NamesTheWorstEntryAndKeepsTheModel()
    {
        var model = new Sequential(new SimpleRnn(3), new Dense(1));
        model.Compile("sgd", "mse");
        var x = Samples.Normal<float>(1, 2, 4, 1);
        float before = model.Predict(x)[0, 0];
        var report = GradientCheck.Run<float>(model, x, Samples.Normal<float>(2, 2, 1));
        Assert.Equal(before, model.Predict(x)[0, 0]);
        Assert.Equal(3 + 9 + 3 + 3 + 1 + 8, report.Entries.Count);
        Assert.Contains(report.Worst.Layer, (string[])["simple_rnn", "dense", "input"]);
        Assert.Equal(report.LargestError, report.ErrorsByVariable.Values.Max());
    }

    private static Dictionary<string, Func<Layer[]>> Options()
    {
        var options = new Dictionary<string, Func<Layer[]>>
        {
            ["dense"] = () => [new Dense(3, Activation.Tanh), new Dense(2)],
            ["dense softmax"] = () => [new Dense(3, Activation.Softmax)],
            ["dense relu, no bias"] = () => [new Dense(3, Activation.Relu, useBias: false)],
            ["three layers"] = () => [new Lstm(3, returnSequences: true), new Gru(3, returnSequences: true), new SimpleRnn(2), new Dense(2, Activation.Sigmoid)],
            ["dropout layer"] = () => [new Dropout(0.4), new SimpleRnn(3, returnSequences: true), new Dropout(0.3), new Dense(2)],
            ["attention"] = () => [new SimpleRnn(4, returnSequences: true), new AttentionReadout(3), new Dense(2)],
            ["attention alone"] = () => [new AttentionReadout(2)],
            ["simple softmax"] = () => [new SimpleRnn(3, Activation.Softmax)],
        };
        foreach (var activation in (Activation[])[Activation.Tanh, Activation.Sigmoid, Activation.Relu, Activation.Linear])
        {
            options[$"simple {activation}"] = () => [new SimpleRnn(3, activation, returnSequences: true)];
            options[$"lstm {activation}"] = () => [new Lstm(3, activation)];
            options[$"lstm gates {activation}"] = () => [new Lstm(3, recurrentActivation: activation)];
            options[$"gru {activation}"] = () => [new Gru(3, activation)];
            options[$"gru before, gates {activation}"] = () => [new Gru(3, recurrentActivation: activation, resetAfter: false)];
        }

        foreach (string kind in (string[])["simple", "lstm", "gru", "gru before", "min", "min scan", "diagonal", "diagonal complex"])
        {
            foreach (bool sequences in (bool[])[true, false])
            {
                string end = sequences ? " sequences" : " last";
                options[kind + end] = () => [Recurrence(kind, sequences)];
                options[$"{kind} no bias{end}"] = () => [Recurrence(kind, sequences, bias: false)];
                options[$"{kind} backwards{end}"] = () => [Recurrence(kind, sequences, backwards: true)];
                options[$"{kind} stateful{end}"] = () => [Recurrence(kind, sequences, stateful: true)];
                options[$"{kind} mask{end}"] = () => [Recurrence(kind, sequences)];
                options[$"{kind} mask zero{end}"] = () => [Recurrence(kind, sequences, zero: true)];
                options[$"{kind} mask backwards{end}"] = () => [Recurrence(kind, sequences, backwards: true)];
                options[$"{kind} dropout{end}"] = () => [Recurrence(kind, sequences, dropout: 0.4)];
                options[$"{kind} recurrent dropout{end}"] = () => [Recurrence(kind, sequences, recurrentDropout: 0.4)];
                options[$"{kind} both dropout, mask, backwards{end}"] = () => [Recurrence(kind, sequences, backwards: true, dropout: 0.3, recurrentDropout: 0.3)];
                foreach (var mode in Enum.GetValues<MergeMode>().Where(m => m != MergeMode.None))
                {
                    options[$"bidirectional {kind} {mode}{end}"] = () => [new Bidirectional(Recurrence(kind, sequences), mode), new Dense(2)];
                    options[$"bidirectional {kind} {mode} mask{end}"] = () => [new Bidirectional(Recurrence(kind, sequences), mode)];
                }
            }
        }

        return options;
    }

    private static RecurrentLayer Recurrence(
        string kind, bool sequences, bool bias = true, bool backwards = false, bool stateful = false, bool zero = false, double dropout = 0, double recurrentDropout = 0)
    {
        return kind switch
        {
            "simple" => new SimpleRnn(3, Activation.Tanh, bias, sequences, backwards, stateful, zero, dropout, recurrentDropout),
            "min" or "min scan" => new MinLstm(3, Activation.Tanh, bias, sequences, backwards, stateful, zero, dropout, parallelScan: kind == "min scan"),
            "diagonal" => new DiagonalLinear(3, null, null, 20, bias, sequences, backwards, stateful, zero),
            "diagonal complex" => new DiagonalLinear(4, [0.9, 0.5], [0.3, 2], 1, bias, sequences, backwards, stateful, zero),
            "lstm" => new Lstm(3, Activation.Tanh, Activation.Sigmoid, bias, sequences, backwards, stateful, zero, dropout, recurrentDropout),
            _ => new Gru(3, Activation.Tanh, Activation.Sigmoid, bias, sequences, backwards, stateful, zero, dropout, recurrentDropout, resetAfter: kind == "gru"),
        };
    }
}
