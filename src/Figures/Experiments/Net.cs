using Recurrent;

namespace Figures;

/// <summary>
/// A kind of network as the comparisons of several chapters use it: the same layer with the same rates on every task, so that
/// what one chapter measures another can quote.
/// </summary>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed class Net
{
    private readonly Func<int, double, bool, RecurrentLayer> _layer;

    private Net(string name, Func<int, double, bool, RecurrentLayer> layer) => (Name, _layer) = (name, layer);

    /// <summary>The plain network: a tanh state, orthogonal start.</summary>
    public static Net Tanh { get; } = new("RNN, tanh", (units, _, sequences) => new SimpleRnn(units, returnSequences: sequences))
    {
        ReberUnits = 16,
        OrderUnits = 50,
        AddingRate = 0.003,
        OrderRate = 0.001,
    };

    /// <summary>ReLU with the identity as recurrent matrix. Le, Jaitly and Hinton (2015).</summary>
    public static Net IdentityRelu { get; } = new(
        "RNN, identity ReLU",
        (units, _, sequences) => new SimpleRnn(units, Activation.Relu, returnSequences: sequences, recurrentInitializer: Initializer.Identity()))
    {
        ReberUnits = 16,
        OrderUnits = 50,
        AddingRate = 0.001,
        OrderRate = 0.001,
    };

    /// <summary>The GRU, its update gate started for the task's length where there is one.</summary>
    public static Net Gru { get; } = new(
        "GRU", (units, lag, sequences) => new Gru(units, returnSequences: sequences, biasInitializer: Chrono(lag)))
    {
        ReberUnits = 10,
        OrderRate = 0.003,
    };

    /// <summary>The LSTM, its gates started for the task's length where there is one (chrono), else with Keras' forget bias of 1.</summary>
    public static Net Lstm { get; } = new(
        "LSTM", (units, lag, sequences) => new Lstm(units, returnSequences: sequences, biasInitializer: Chrono(lag)));

    /// <summary>The minimal LSTM, whose gates see the input alone. Feng et al. (2024).</summary>
    public static Net MinLstm { get; } = new(
        "minLSTM", (units, lag, sequences) => new MinLstm(units, returnSequences: sequences, biasInitializer: Chrono(lag)))
    {
        Units = 64,
        ReberUnits = 16,
        OrderUnits = 64,
    };

    /// <summary>The five networks of the comparison.</summary>
    public static IReadOnlyList<Net> All { get; } = [Tanh, IdentityRelu, Gru, Lstm, MinLstm];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Units on the tasks of one answer a sequence.</summary>
    public int Units { get; private init; } = 32;

    /// <summary>Units on the Reber grammar.</summary>
    public int ReberUnits { get; private init; } = 8;

    /// <summary>Units on temporal order.</summary>
    public int OrderUnits { get; private init; } = 32;

    /// <summary>Adam's rate on the adding problem.</summary>
    public double AddingRate { get; private init; } = 0.005;

    /// <summary>Adam's rate on temporal order.</summary>
    public double OrderRate { get; private init; } = 0.005;

    /// <summary>An untrained layer of this kind.</summary>
    /// <param name="units">Units, at least 1.</param>
    /// <param name="lag">How many steps it has to bridge, for the start of its gates; 0 for their usual start.</param>
    /// <param name="sequences">Whether it answers at every step.</param>
    public RecurrentLayer Layer(int units, double lag = 0, bool sequences = false) => _layer(units, lag, sequences);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static Initializer? Chrono(double lag) => lag > 0 ? Initializer.Chrono(lag) : null;
}
