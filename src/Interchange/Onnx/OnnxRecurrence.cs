using Onnx;
using Recurrent;

namespace Interchange;

/// <summary>
/// Recurrent layers as nodes, on sequences [time, batch, features]. An operator leaves Y [time, directions, batch, H], in the order of time and
/// zero behind a sample's length, and Y_h [directions, batch, H], the last states that count.
/// </summary>
internal sealed class OnnxRecurrence(OnnxGraph graph, string? lengths)
{
    public OnnxFlow Add(OnnxDirection cell, OnnxFlow flow) => new(One(cell, flow, inTime: false), cell.Layer.ReturnSequences, cell.Layer.ReturnSequences, cell.Layer.Units);

    public OnnxFlow AddBoth(Bidirectional both, OnnxDirection[] cells, OnnxFlow flow, bool last)
    {
        bool sequence = both.ForwardLayer.ReturnSequences;
        int units = both.ForwardLayer.Units;
        if (both.MergeMode == MergeMode.None && !last)
        {
            throw new NotSupportedException("A bidirectional layer without merging has to be the last one.");
        }

        var joined = new OnnxFlow("", sequence, sequence, both.MergeMode == MergeMode.Concat ? 2 * units : units);
        if (Together(cells, sequence))
        {
            var (y, h) = Operator(cells, "bidirectional", flow);
            string states = sequence ? y : h;
            int axis = sequence ? 1 : 0;
            return both.MergeMode == MergeMode.None
                ? joined with { Value = graph.Gather(states, 0, axis), Second = graph.Gather(states, 1, axis) }
                : joined with { Value = Merged(both.MergeMode, states, axis, 2 * units) };
        }

        string forward = One(cells[0], flow, inTime: true), backward = One(cells[1], flow, inTime: true);
        return both.MergeMode == MergeMode.None ? joined with { Value = forward, Second = backward } : joined with { Value = Merged(both.MergeMode, forward, backward) };
    }

    // both directions as one operator: cells of one kind, none of them written step by step, and no output that the mask of one alone clears
    private static bool Together(OnnxDirection[] cells, bool sequence)
    {
        var (forward, backward) = (cells[0].Layer, cells[1].Layer);
        return Array.TrueForAll(cells, c => c.IsOperator) && forward.GetType() == backward.GetType() && !forward.GoBackwards
            && (forward as Gru)?.ResetAfter == (backward as Gru)?.ResetAfter
            && cells[0].StateInputs.Length == cells[1].StateInputs.Length
            && (sequence || !cells[0].Masked || !forward.ZeroOutputForMask);
    }

    // states with an axis for the directions, merged along it
    private string Merged(MergeMode mode, string states, int axis, int width)
    {
        switch (mode)
        {
            case MergeMode.Sum:
                return graph.Node("ReduceSum", [states, graph.Whole(axis)], OnnxGraph.Int("keepdims", 0));
            case MergeMode.Average:
                return graph.Node("ReduceMean", [states], OnnxGraph.Ints("axes", axis), OnnxGraph.Int("keepdims", 0));
            case MergeMode.Multiply:
                return graph.Node("ReduceProd", [states], OnnxGraph.Ints("axes", axis), OnnxGraph.Int("keepdims", 0));
            default:
                string beside = axis == 1 ? graph.Transpose(states, 0, 2, 1, 3) : graph.Transpose(states, 1, 0, 2);
                return graph.Node("Reshape", [beside, axis == 1 ? graph.Whole(0, 0, width) : graph.Whole(0, width)]);
        }
    }

    private string Merged(MergeMode mode, string forward, string backward)
    {
        return mode switch
        {
            MergeMode.Sum => graph.Node("Add", [forward, backward]),
            MergeMode.Average => graph.Node("Mul", [graph.Node("Add", [forward, backward]), graph.Constant("half", [0.5f])]),
            MergeMode.Multiply => graph.Node("Mul", [forward, backward]),
            _ => graph.Node("Concat", [forward, backward], OnnxGraph.Int("axis", -1)),
        };
    }

    // the output of one direction, [T,N,H] or [N,H]; a sequence in the order of time or of processing
    private string One(OnnxDirection cell, OnnxFlow flow, bool inTime)
    {
        var layer = cell.Layer;
        if (!cell.IsOperator)
        {
            string steps = new OnnxScan(graph, cell, cell.Masked ? Counts(flow) : null).Add(flow);
            return layer.ReturnSequences && layer.GoBackwards && inTime ? graph.Reversed(steps) : steps;
        }

        var (y, h) = Operator([cell], layer.GoBackwards ? "reverse" : "forward", flow);
        if (!layer.ReturnSequences)
        {
            string last = graph.Squeeze(h, 0);
            return cell.Masked && layer.ZeroOutputForMask && !layer.GoBackwards ? ClearedWhereCut(last, flow) : last;
        }

        string all = graph.Squeeze(y, 1);
        if (layer.GoBackwards)
        {
            return inTime ? all : graph.Reversed(all);
        }

        // a skipped step repeats the last output that counts
        return cell.Masked && !layer.ZeroOutputForMask ? graph.Node("Where", [Counts(flow), all, h]) : all;
    }

    private (string Y, string H) Operator(OnnxDirection[] cells, string direction, OnnxFlow flow)
    {
        var layer = cells[0].Layer;
        int width = OnnxCell.Gates(layer) * layer.Units;
        var weights = cells.Select(c => OnnxCell.From(c.Layer, c.Kernel, c.RecurrentKernel!, c.Bias)).ToList();
        string w = graph.Constant("W", [.. weights.SelectMany(c => c.W)], cells.Length, width, cells[0].Kernel.Shape[0]);
        string r = graph.Constant("R", [.. weights.SelectMany(c => c.R)], cells.Length, width, layer.Units);
        string b = cells.Any(c => c.Bias is not null) ? graph.Constant("B", [.. weights.SelectMany(c => c.B)], cells.Length, 2 * width) : "";
        string masked = cells[0].Masked ? lengths! : "";
        int states = cells[0].StateInputs.Length;
        string[] starts = [.. Enumerable.Range(0, states).Select(s => Stacked([.. cells.Select(c => c.StateInputs[s])]))];
        string[] inputs = [flow.Value, w, r, b, masked, .. starts];
        string y = graph.Name("Y"), h = graph.Name("Y_h"), cOut = graph.Name("Y_c");
        string[] outputs = layer is Lstm && cells[0].StateOutputs.Length > 0 ? [y, h, cOut] : [y, h];
        graph.Node(OnnxCell.Operator(layer), Shortened(inputs), outputs, Attributes(cells, direction));
        for (int d = 0; d < cells.Length; d++)
        {
            for (int s = 0; s < cells[d].StateOutputs.Length; s++)
            {
                graph.Node("Gather", [outputs[s + 1], graph.Scalar(d)], [cells[d].StateOutputs[s]], OnnxGraph.Int("axis", 0));
            }
        }

        return (y, h);
    }

    private static AttributeProto[] Attributes(OnnxDirection[] cells, string direction)
    {
        var layer = cells[0].Layer;
        string[] activations = [.. cells.SelectMany(c => Activations(c.Layer)).Select(OnnxActivation.InCell)];
        int affine = activations.Count(a => a == OnnxActivation.Affine);
        List<AttributeProto> attributes = [OnnxGraph.Int("hidden_size", layer.Units), OnnxGraph.Text("direction", direction), OnnxGraph.Texts("activations", activations)];
        if (affine > 0)
        {
            attributes.Add(OnnxGraph.Floats("activation_alpha", [.. Enumerable.Repeat(1f, affine)]));
            attributes.Add(OnnxGraph.Floats("activation_beta", new float[affine]));
        }

        if (layer is Gru gru)
        {
            attributes.Add(OnnxGraph.Int("linear_before_reset", gru.ResetAfter ? 1 : 0));
        }

        return [.. attributes];
    }

    private static Activation[] Activations(RecurrentLayer layer) => layer switch
    {
        Lstm lstm => [lstm.RecurrentActivation, lstm.Activation, lstm.Activation],
        Gru gru => [gru.RecurrentActivation, gru.Activation],
        _ => [layer.Activation],
    };

    // each [N,H] to [directions,N,H]
    private string Stacked(string[] states)
    {
        string[] each = [.. states.Select(s => graph.Unsqueeze(s, 0))];
        return each.Length == 1 ? each[0] : graph.Node("Concat", each, OnnxGraph.Int("axis", 0));
    }

    // [T,N,1]: whether a step counts
    private string Counts(OnnxFlow flow)
    {
        string steps = graph.Node("Range", [graph.Scalar(0), Steps(flow), graph.Scalar(1)]);
        string less = graph.Node("Less", [graph.Unsqueeze(steps, 1), WholeLengths()]);
        return graph.Unsqueeze(less, 2);
    }

    // zero where a sample ends before the last step
    private string ClearedWhereCut(string last, OnnxFlow flow)
    {
        string whole = graph.Unsqueeze(graph.Node("Equal", [WholeLengths(), Steps(flow)]), 1);
        return graph.Node("Where", [whole, last, graph.Constant("zero", [0f])]);
    }

    private string WholeLengths() => graph.Node("Cast", [lengths!], OnnxGraph.Int("to", (int)TensorProto.Types.DataType.Int64));

    private string Steps(OnnxFlow flow) => graph.Gather(graph.Node("Shape", [flow.Value]), 0, 0);

    private static string[] Shortened(string[] inputs) => inputs[..(Array.FindLastIndex(inputs, i => i.Length > 0) + 1)];
}
