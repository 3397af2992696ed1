using Recurrent;

namespace Interchange;

/// <summary>A cell that is written as a Scan: SimpleRnn, of softmax above all, MinLstm and DiagonalLinear.</summary>
internal sealed class OnnxScanStage : OnnxCellStage
{
    private const string Forget = "Div(Sigmoid(Split0(a)), Add(Sigmoid(Split0(a)), Sigmoid(Split1(a))))";
    private const string Write = "Div(Sigmoid(Split1(a)), Add(Sigmoid(Split0(a)), Sigmoid(Split1(a))))";
    private const string Product = "Add(MatMul(h, #), u0)";

    private readonly OnnxNode _node;
    private readonly OnnxScanBody _body;
    private readonly OnnxDenseStage _inputs;
    private readonly bool _backwards;
    private readonly bool _stateful;
    private readonly Activation _activation;

    public OnnxScanStage(OnnxNode node, OnnxScanBody body, Func<int, OnnxValue?> input)
        : base(node, InputsOf(node, body, input).Input!)
    {
        _node = node;
        _body = body;
        _inputs = InputsOf(node, body, input);
        _backwards = Backwards(node);
        if (node.Inputs.Count != States + body.Parts + (body.Masked ? 1 : 0) || node.Outputs.Count is 0 || node.Outputs.Count > States + 1)
        {
            throw node.Wrong($"has {node.Inputs.Count} inputs and {node.Outputs.Count} outputs, which do not fit its body");
        }

        if (body.Masked && input(States + body.Parts) is not OnnxAside)
        {
            throw node.NotSupported("which of its steps count is made of constants or of another layer");
        }

        _stateful = IsStart(input(0)) && (!body.Masked || IsZero(input(1)));
        _activation = IsMin ? CandidateOf(input) : StepOf();
        OnnxStream[] ends = [new OnnxStream(this, "NC") { Cell = body.Masked }, new OnnxStream(this, "NC"), new OnnxStream(this, "TNC")];
        Outputs = body.Masked ? ends : [ends[0], ends[2]];
    }

    public override int Directions => 1;

    /// <summary>What the node hands out: the last state, with a mask the last output, and the outputs of all steps in the order of processing.</summary>
    public IReadOnlyList<OnnxStream> Outputs { get; }

    private int States => _body.Masked ? 2 : 1;

    private bool IsMin => _body.Parts == 2;

    public override (RecurrentLayer Layer, IReadOnlyList<Tensor<float>> Weights) Cell(OnnxStream stream, bool inTime)
    {
        bool sequence = stream.Axes.Contains('T');
        if (stream.LastStep || stream.Filled || stream.Cleared || stream.Reversed != (sequence && inTime && _backwards))
        {
            throw _node.NotSupported("its steps are handed on against the order in which it reads them");
        }

        var (layer, recurrent) = NewLayer(sequence);
        Tensor<float>[] all = [_inputs.Kernel, .. recurrent is null ? Array.Empty<Tensor<float>>() : [recurrent], .. _inputs.Bias is null ? Array.Empty<Tensor<float>>() : [_inputs.Bias]];
        return (layer, all);
    }

    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream) => Cell(stream, inTime: false);

    private (RecurrentLayer Layer, Tensor<float>? Recurrent) NewLayer(bool sequence)
    {
        bool bias = _inputs.Bias is not null, zero = _body.Zero;
        if (IsMin)
        {
            return (new MinLstm(_inputs.Units / 3, _activation, bias, sequence, _backwards, _stateful, zero), null);
        }

        int units = _inputs.Units;
        var matrix = _body.Constants[0];
        if (!matrix.Shape.SequenceEqual([units, units]) || matrix.Wholes.Length > 0)
        {
            throw _node.Wrong($"multiplies its state by a matrix of shape {WeightTransfer.Text(matrix.Shape)}; expected [{units}, {units}]");
        }

        return _activation == Activation.Linear && OnnxTurn.Of(matrix.Floats, units) is { } turn
            ? (new DiagonalLinear(units, turn.Decays, turn.Angles, useBias: bias, returnSequences: sequence, goBackwards: _backwards, stateful: _stateful, zeroOutputForMask: zero), null)
            : (new SimpleRnn(units, _activation, bias, sequence, _backwards, _stateful, zero), new Tensor<float>(matrix.Floats, units, units));
    }

    // the layer before: what the steps read of x, computed for all of them at once
    private static OnnxDenseStage InputsOf(OnnxNode node, OnnxScanBody body, Func<int, OnnxValue?> input)
    {
        var value = input(body.Masked ? 2 : 1);
        var stream = value as OnnxStream ?? (value as OnnxFormula)?.Read().Streams.FirstOrDefault();
        return stream is { Axes: "TNC", IsOfCell: false, Stage: OnnxDenseStage { Activation: Activation.Linear } dense }
            ? dense
            : throw node.NotSupported("its steps read something else than a sequence times a matrix");
    }

    // phi of the candidate; the gates are divided by their sum
    private Activation CandidateOf(Func<int, OnnxValue?> input)
    {
        var forget = (input(States) as OnnxFormula)?.Read();
        var candidate = (input(States + 1) as OnnxFormula)?.Read();
        Activation[] possible = [Activation.Linear, Activation.Tanh, Activation.Sigmoid, Activation.Relu];
        int at = Array.FindIndex(possible, phi => candidate?.Text == $"Mul({Write}, {(OnnxActivation.Operator(phi) is { } name ? $"{name}(Split2(a))" : "Split2(a)")})");
        bool fits = _body.Step == "Add(Mul(u0, h), u1)" && forget?.Text == Forget && at >= 0 && forget.Streams[0] == candidate!.Streams[0];
        return fits ? possible[at] : throw _node.NotSupported("its steps are not those of a MinLstm");
    }

    // phi of the state times a matrix plus the input's part
    private Activation StepOf()
    {
        Activation[] possible = [Activation.Linear, Activation.Tanh, Activation.Sigmoid, Activation.Relu];
        int at = Array.FindIndex(possible, phi => _body.Step == (OnnxActivation.Operator(phi) is { } name ? $"{name}({Product})" : Product));
        return _body.Step == $"Softmax[-1]({Product})" ? Activation.Softmax
            : at >= 0 ? possible[at]
            : throw _node.NotSupported("its steps are not those of a recurrent layer");
    }

    private bool IsStart(OnnxValue? start) => start is OnnxAside or OnnxConstant { Tensor.IsZero: true }
        ? !IsZero(start)
        : throw _node.NotSupported("its first state is made of constants or of another layer");

    private bool IsZero(OnnxValue? start) => start is OnnxAside { Zero: true } or OnnxConstant { Tensor.IsZero: true };

    private static bool Backwards(OnnxNode node)
    {
        long[] directions = node.Ints("scan_input_directions");
        bool others = Array.Exists((string[])["scan_output_directions", "scan_input_axes", "scan_output_axes"], name => Array.Exists(node.Ints(name), v => v != 0));
        return !others && directions.Distinct().Count() <= 1
            ? directions.Contains(1)
            : throw node.NotSupported("it takes its inputs in different orders");
    }
}
