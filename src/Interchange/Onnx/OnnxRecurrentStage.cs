using Recurrent;

namespace Interchange;

/// <summary>A recurrent operator: its cells, one for each direction, and whether it is masked and its states are given.</summary>
internal sealed class OnnxRecurrentStage : OnnxCellStage
{
    private static readonly string[] s_directions = ["forward", "reverse", "bidirectional"];

    private readonly OnnxNode _node;
    private readonly OnnxCell[] _cells;
    private readonly Activation[] _activations;
    private readonly string _direction;
    private readonly int _units;
    private readonly bool _bias;
    private readonly bool _masked;
    private readonly bool _stateful;

    public OnnxRecurrentStage(OnnxNode node, OnnxStream stream, Func<int, OnnxValue?> input)
        : base(node, stream)
    {
        _node = node;
        RefuseOptions();
        _direction = node.Text("direction", "forward");
        if (!s_directions.Contains(_direction))
        {
            throw node.Wrong($"has the direction \"{_direction}\"; known are {string.Join(", ", s_directions)}");
        }

        Directions = _direction == "bidirectional" ? 2 : 1;
        _units = (int)Math.Clamp(node.Int("hidden_size", 0), 0, int.MaxValue);
        int gates = node.Type switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        long width = (long)gates * _units;
        int features = input(1) is OnnxConstant { Tensor.Shape: [_, _, var columns] } ? columns : 0;
        var w = Weight(input(1), "W", [Directions, width, features]);
        var r = Weight(input(2), "R", [Directions, width, _units]);
        _bias = input(3) is not null;
        float[] b = _bias ? Weight(input(3), "B", [Directions, 2 * width]) : new float[Directions * 2 * width];
        _cells = [.. Enumerable.Range(0, Directions).Select(d => new OnnxCell(Part(w, d), Part(r, d), Part(b, d)))];
        _activations = Activations();
        _masked = Aside(input(4), "sequence_lens") is not null;
        _stateful = (Aside(input(5), "initial_h"), Aside(input(6), "initial_c")) is not (null or { Zero: true }, null or { Zero: true });
        if (input(7) is not null)
        {
            throw node.NotSupported("it has peepholes");
        }
    }

    public override int Directions { get; }

    public int Units => _units;

    // its sequences are in the order of time
    public override (RecurrentLayer Layer, IReadOnlyList<Tensor<float>> Weights) Cell(OnnxStream stream, bool inTime)
    {
        bool sequence = stream.Axes.Contains('T'), backwards = _direction == "reverse";
        if (stream.Reversed != (sequence && backwards && !inTime))
        {
            throw _node.NotSupported("its steps are handed on against the order in which it reads them");
        }

        if (stream.LastStep && (backwards || _masked))
        {
            throw _node.NotSupported("the last step is taken where it is not its last state");
        }

        bool zero = _masked && !backwards && (sequence ? !stream.Filled : stream.Cleared);
        var layer = NewLayer(0, sequence, backwards, zero);
        return (layer, _cells[0].ToKeras(layer));
    }

    public override (Layer Layer, IReadOnlyList<Tensor<float>> Weights) Finish(OnnxStream stream)
    {
        if (Directions == 1)
        {
            return Cell(stream, inTime: false);
        }

        bool sequence = stream.Axes.Contains('T');

        if (stream.Merge is not { } merge || stream.Reversed)
        {
            throw _node.NotSupported("its two directions are not joined in a way that a Bidirectional layer has");
        }

        RecurrentLayer forward = NewLayer(0, sequence, false, false), backward = NewLayer(1, sequence, true, false);
        return (new Bidirectional(forward, merge, backward), [.. _cells[0].ToKeras(forward), .. _cells[1].ToKeras(backward)]);
    }

    private RecurrentLayer NewLayer(int direction, bool sequence, bool backwards, bool zero)
    {
        int count = _activations.Length / Directions;
        var own = _activations.AsSpan(direction * count, count);
        switch (_node.Type)
        {
            case "LSTM":
                if (own[1] != own[2])
                {
                    throw _node.NotSupported($"its candidate has the activation {own[1]} and its output {own[2]}");
                }

                return new Lstm(_units, own[1], own[0], _bias, sequence, backwards, _stateful, zero);
            case "GRU":
                return new Gru(_units, own[1], own[0], _bias, sequence, backwards, _stateful, zero, resetAfter: _node.Int("linear_before_reset", 0) != 0);
            default:
                return new SimpleRnn(_units, own[0], _bias, sequence, backwards, _stateful, zero);
        }
    }

    private void RefuseOptions()
    {
        string? other = _node.Attribute("clip") is not null ? "clip"
            : _node.Int("input_forget", 0) != 0 ? "input_forget"
            : _node.Int("layout", 0) != 0 ? "layout"
            : null;
        if (other is not null)
        {
            throw _node.NotSupported($"it has the attribute {other}");
        }
    }

    private Activation[] Activations()
    {
        string[] usual = _node.Type switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        string[] names = _node.Attribute("activations") is { } given
            ? [.. given.Strings.Select(s => s.ToStringUtf8())]
            : [.. Enumerable.Repeat(usual, Directions).SelectMany(n => n)];
        if (names.Length != usual.Length * Directions)
        {
            throw _node.Wrong($"has {names.Length} activations; {usual.Length * Directions} are needed");
        }

        bool scaled = _node.Attribute("activation_alpha")?.Floats.Any(a => a != 1) == true || _node.Attribute("activation_beta")?.Floats.Any(b => b != 0) == true;
        return [.. names.Select(n => OnnxActivation.Named(n) is { } known and not Activation.Softmax && !scaled
            ? known
            : throw _node.NotSupported($"it has the activation {n}{(scaled ? " with alpha or beta" : "")}"))];
    }

    private float[] Weight(OnnxValue? value, string name, long[] shape)
    {
        return value is not OnnxConstant { Tensor: var tensor } ? throw _node.NotSupported($"its {name} is not a constant")
            : tensor.Shape.Select(axis => (long)axis).SequenceEqual(shape) && tensor.Wholes.Length == 0 ? tensor.Floats
            : throw _node.Wrong($"has a {name} of shape {WeightTransfer.Text(tensor.Shape)}; expected {WeightTransfer.Text(shape)}");
    }

    private OnnxAside? Aside(OnnxValue? value, string name) => value switch
    {
        null => null,
        OnnxAside aside => aside,
        OnnxConstant { Tensor.IsZero: true } when name.StartsWith("initial", StringComparison.Ordinal) => new OnnxAside(Zero: true),
        _ => throw _node.NotSupported($"its {name} is made of constants or of another layer"),
    };

    private float[] Part(float[] all, int direction)
    {
        int length = all.Length / Directions;
        return all[(direction * length)..((direction + 1) * length)];
    }
}
