using Recurrent;

namespace Interchange.Tests;

/// <summary>A model of random layers and options, its input, and which of its layers are masked: the same for the same seed.</summary>
internal sealed class RandomModel
{
    private static readonly Activation[] s_cell = [Activation.Tanh, Activation.Sigmoid, Activation.Relu, Activation.Linear];
    private readonly Random _random;

    public RandomModel(int seed)
    {
        _random = new Random(seed);
        int features = _random.Next(1, 4), batch = _random.Next(1, 5), steps = _random.Next(1, 7);
        bool embedded = One(5), sequence = true;
        List<Layer> layers = embedded ? [new Embedding(6, features)] : One(8) ? [new Dense(3, Activation.Tanh)] : [];
        int recurrent = _random.Next(1, 4);
        for (int k = 0; k < recurrent; k++)
        {
            bool last = k == recurrent - 1;
            sequence = !last || One(2);
            layers.Add(last && One(10) ? new AttentionReadout(3) : Recurrent(sequence, last));
            sequence &= layers[^1] is not AttentionReadout;
        }

        bool unmerged = layers[^1] is Bidirectional { MergeMode: MergeMode.None };
        if (!unmerged && One(2))
        {
            layers.AddRange([new Dropout(0.3), new Dense(2, (Activation)_random.Next(5), useBias: One(2))]);
        }

        Model = new Sequential([.. layers]);
        Model.Build(embedded ? 1 : features);
        Samples.RandomizeWeights(Model, seed);
        X = embedded ? Samples.Indices(seed, 6, batch, steps) : Samples.Normal(seed, batch, steps, features);
        Lengths = [.. Enumerable.Range(0, batch).Select(_ => _random.Next(1, steps + 1))];
        Options = new OnnxOptions { MaskedLayers = One(2) ? [.. Enumerable.Range(0, layers.Count).Where(k => layers[k] is RecurrentLayer or Bidirectional && One(2))] : [] };
    }

    public Sequential Model { get; }

    public Tensor<float> X { get; }

    public int[] Lengths { get; }

    public OnnxOptions Options { get; }

    public string Text => string.Join(" -> ", Model.Layers.Select((l, k) => $"{Describe(l)}{(Options.MaskedLayers.Contains(k) ? " masked" : "")}")) + $" on {X}, lengths {string.Join(",", Lengths)}";

    /// <summary>The input with masks of ones followed by zeros.</summary>
    public Inputs<float> Masked()
    {
        Inputs<float> inputs = X;
        var mask = new Tensor<float>(X.Shape[0], X.Shape[1]);
        for (int b = 0; b < Lengths.Length; b++)
        {
            mask.Row(b)[..Lengths[b]].Fill(1);
        }

        return Options.MaskedLayers.Aggregate(inputs, (all, layer) => all.WithMask(layer, mask));
    }

    private static string Describe(Layer layer) => layer switch
    {
        Bidirectional both => $"{both.MergeMode}({Describe(both.ForwardLayer)}, {Describe(both.BackwardLayer)})",
        Gru gru => $"{Describe(gru, gru.Activation)} resetAfter {gru.ResetAfter}",
        RecurrentLayer cell => Describe(cell, cell.Activation),
        Dense dense => $"Dense {dense.Activation}",
        _ => layer.Type,
    };

    private static string Describe(RecurrentLayer cell, Activation activation)
    {
        return $"{cell.Type} {activation}{(cell.ReturnSequences ? " sequences" : "")}{(cell.GoBackwards ? " backwards" : "")}{(cell.ZeroOutputForMask ? " zero" : "")}{(cell.UseBias ? "" : " without bias")}";
    }

    private bool One(int of) => _random.Next(of) == 0;

    private Activation Phi() => s_cell[One(2) ? 0 : _random.Next(s_cell.Length)];

    private Activation Sigma() => One(2) ? Activation.Sigmoid : s_cell[_random.Next(2)];

    private Layer Recurrent(bool sequences, bool last)
    {
        if (!One(3))
        {
            return Cell(_random.Next(7), 3, sequences, One(3));
        }

        var merge = (MergeMode)_random.Next(last ? 5 : 4);
        int kind = _random.Next(7);
        bool backwards = One(6);
        var forward = Cell(kind, 2, sequences, backwards);
        int other = kind < 2 || One(2) ? kind : _random.Next(2, 7);
        return One(2) ? new Bidirectional(forward, merge) : new Bidirectional(forward, merge, Cell(other, 2, sequences, !backwards));
    }

    private RecurrentLayer Cell(int kind, int units, bool sequences, bool backwards)
    {
        bool bias = !One(4), zero = One(2);
        return kind switch
        {
            0 or 1 => new Lstm(units, Phi(), Sigma(), bias, sequences, backwards, zeroOutputForMask: zero),
            2 => new Gru(units, Phi(), Sigma(), bias, sequences, backwards, zeroOutputForMask: zero, resetAfter: true),
            3 => new Gru(units, Phi(), Sigma(), bias, sequences, backwards, zeroOutputForMask: zero, resetAfter: false),
            4 => new SimpleRnn(units, One(3) ? Activation.Softmax : Phi(), bias, sequences, backwards, zeroOutputForMask: zero),
            5 => new MinLstm(units, Phi(), bias, sequences, backwards, zeroOutputForMask: zero),
            _ => new DiagonalLinear(units, angles: units == 2 && One(2) ? [0.4] : null, useBias: bias, returnSequences: sequences, goBackwards: backwards, zeroOutputForMask: zero),
        };
    }
}
