using Recurrent;
using static Onnx.TensorProto.Types;

namespace Interchange;

/// <summary>
/// A cell that ONNX has no operator for, as a Scan: the input's part of all steps is one product before it, its body takes one step.
/// SimpleRnn of softmax, MinLstm and DiagonalLinear.
/// </summary>
internal sealed class OnnxScan(OnnxGraph graph, OnnxDirection cell, string? counts)
{
    private readonly OnnxGraph _body = new("step", graph.Name("step") + "/");
    private readonly int _units = cell.Layer.Units;

    /// <summary>The output, [T,N,H] in the order of processing or [N,H].</summary>
    public string Add(OnnxFlow flow)
    {
        string[] inputs = Inputs(flow);
        string start = cell.StateInputs is [string given] ? given : Zeros(flow);
        bool masked = counts is not null;
        string h = _body.Input(_body.Name("h"), DataType.Float, "batch", _units);
        string? before = masked ? _body.Input(_body.Name("o"), DataType.Float, "batch", _units) : null;
        string[] parts = [.. inputs.Select((_, k) => _body.Input(_body.Name($"u{k}"), DataType.Float, "batch", _units))];
        string next = Step(h, parts);
        string output = next;
        if (masked)
        {
            string m = _body.Input(_body.Name("m"), DataType.Bool, "batch", 1);
            string skipped = cell.Layer.ZeroOutputForMask ? _body.Constant("zero", [0f]) : before!;
            output = _body.Node("Where", [m, next, skipped]);
            next = _body.Node("Where", [m, next, h]);
        }

        Outputs(next, masked ? output : null, output);
        string[] states = masked ? [start, Zeros(flow)] : [start];
        string[] read = masked ? [.. inputs, counts!] : inputs;
        string last = cell.StateOutputs is [string named] ? named : graph.Name("h");
        string lastOutput = masked ? graph.Name("o") : last, all = graph.Name("steps");
        string[] outputs = masked ? [last, lastOutput, all] : [last, all];
        long direction = cell.Layer.GoBackwards ? 1 : 0;
        graph.Node(
            "Scan",
            [.. states, .. read],
            outputs,
            OnnxGraph.Graph("body", _body.Proto),
            OnnxGraph.Int("num_scan_inputs", read.Length),
            OnnxGraph.Ints("scan_input_directions", [.. read.Select(_ => direction)]));
        return cell.Layer.ReturnSequences ? all : lastOutput;
    }

    private void Outputs(string next, string? carried, string output)
    {
        foreach (string? value in (string?[])[next, carried, output])
        {
            if (value is not null)
            {
                string name = _body.Name("out");
                _body.Node("Identity", [value], [name]);
                _body.Output(name, DataType.Float, "batch", _units);
            }
        }
    }

    // what a step reads of x, each [T,N,H]
    private string[] Inputs(OnnxFlow flow)
    {
        string u = graph.Node("MatMul", [flow.Value, Constant("kernel", cell.Kernel)]);
        u = cell.Bias is null ? u : graph.Node("Add", [u, Constant("bias", cell.Bias)]);
        if (cell.Layer is not MinLstm min)
        {
            return [u];
        }

        // f' = f / (f + i) and (1 - f') g
        string[] blocks = [graph.Name("f"), graph.Name("i"), graph.Name("g")];
        graph.Node("Split", [u, graph.Whole(_units, _units, _units)], blocks, OnnxGraph.Int("axis", -1));
        string f = graph.Node("Sigmoid", [blocks[0]]), i = graph.Node("Sigmoid", [blocks[1]]);
        string g = OnnxActivation.Operator(min.Activation) is string phi ? graph.Node(phi, [blocks[2]]) : blocks[2];
        string sum = graph.Node("Add", [f, i]);
        return [graph.Node("Div", [f, sum]), graph.Node("Mul", [graph.Node("Div", [i, sum]), g])];
    }

    // h_t from h_{t-1} and the parts, by nodes of the body
    private string Step(string h, string[] parts)
    {
        switch (cell.Layer)
        {
            case MinLstm:
                return _body.Node("Add", [_body.Node("Mul", [parts[0], h]), parts[1]]);
            case DiagonalLinear diagonal:
                string turn = _body.Constant("lambda", Turn(diagonal).AsSpan(), _units, _units);
                return _body.Node("Add", [_body.Node("MatMul", [h, turn]), parts[0]]);
            default:
                string wh = _body.Constant("Wh", cell.RecurrentKernel!.AsSpan(), _units, _units);
                string a = _body.Node("Add", [_body.Node("MatMul", [h, wh]), parts[0]]);
                return _body.Node(OnnxActivation.Operator(cell.Layer.Activation)!, [a], OnnxGraph.Int("axis", -1));
        }
    }

    // h lambda as a product: units k and H/2 + k are a pair that turns, or each stands alone
    private static float[] Turn(DiagonalLinear layer)
    {
        int units = layer.Units, pairs = layer.Angles.Count;
        var turn = new float[units * units];
        for (int k = 0; k < layer.Decays.Count; k++)
        {
            double angle = pairs > 0 ? layer.Angles[k] : 0;
            float c = (float)(layer.Decays[k] * Math.Cos(angle)), s = (float)(layer.Decays[k] * Math.Sin(angle));
            turn[(k * units) + k] = c;
            if (pairs > 0)
            {
                int im = k + pairs;
                turn[(im * units) + im] = c;
                turn[(k * units) + im] = s;
                turn[(im * units) + k] = -s;
            }
        }

        return turn;
    }

    private string Constant(string name, Tensor<float> value) => graph.Constant(name, value.AsSpan(), [.. value.Shape]);

    private string Zeros(OnnxFlow flow)
    {
        string batch = graph.Node("Gather", [graph.Node("Shape", [flow.Value]), graph.Whole(1)], OnnxGraph.Int("axis", 0));
        return graph.Node("ConstantOfShape", [graph.Node("Concat", [batch, graph.Whole(_units)], OnnxGraph.Int("axis", 0))]);
    }
}
