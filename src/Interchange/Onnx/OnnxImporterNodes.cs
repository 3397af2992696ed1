using Recurrent;

namespace Interchange;

// what each operator means
internal sealed partial class OnnxImporter
{
    // what a node makes of a layer's output; null where it is no such node
    private OnnxValue? ReadStream(OnnxNode node, OnnxStream stream) => node.Type switch
    {
        "LSTM" or "GRU" or "RNN" => ReadRecurrent(node, stream),
        "MatMul" or "Gemm" => ReadDense(node, stream),
        "Add" when Value(node, 1) is OnnxStream => NewFormula(node),
        "Add" => ReadBias(node, stream, Value(node, 1)),
        "Mul" or "Div" or "Concat" => NewFormula(node),
        "Split" => ReadSplit(node, stream),
        "Tanh" or "Sigmoid" or "Relu" or "Softmax" => ReadActivation(node, stream),
        "Transpose" => stream with { Axes = Permuted(node, stream.Axes) },
        "Squeeze" => stream with { Axes = WithoutDirection(node, stream) },
        "Reshape" => ReadConcat(node, stream),
        "ReduceSum" => ReadMerge(node, stream, MergeMode.Sum),
        "ReduceMean" => ReadMerge(node, stream, MergeMode.Average),
        "ReduceProd" => ReadMerge(node, stream, MergeMode.Multiply),
        "Slice" => ReadReversed(node, stream),
        "Gather" => ReadGather(node, stream),
        "Identity" or "Cast" => stream,
        "Dropout" => Value(node, 2) is OnnxConstant { Tensor.IsZero: false } ? throw node.NotSupported("it is in training") : stream,
        "Shape" => new OnnxAside(),
        _ => throw NoLayer(node),
    };

    private OnnxStream ReadRecurrent(OnnxNode node, OnnxStream stream)
    {
        // a graph whose input goes straight into the operator reads [time, batch, features]
        _timeMajor |= stream.Stage == _input && stream.Axes == "NTC";
        if (stream.Axes != "TNC" && !(stream.Stage == _input && stream.Axes == "NTC"))
        {
            throw node.NotSupported("its input is not in the order [time, batch, features]");
        }

        var stage = new OnnxRecurrentStage(node, stream, k => Value(node, k));
        string[] axes = ["TDNC", "DNC", "DNC"];
        for (int k = 1; k < Math.Min(node.Outputs.Count, axes.Length); k++)
        {
            if (node.Outputs[k].Length > 0)
            {
                Set(node.Outputs[k], new OnnxStream(stage, axes[k]) { Cell = k == 2 });
            }
        }

        return new OnnxStream(stage, axes[0]);
    }

    private OnnxStream ReadDense(OnnxNode node, OnnxStream stream)
    {
        if (!stream.Axes.EndsWith('C') || stream.Axes.Contains('D'))
        {
            throw node.NotSupported("it is applied to something else than features");
        }

        if (Value(node, 1) is not OnnxConstant { Tensor: { Shape.Length: 2, Wholes.Length: 0 } kernel })
        {
            throw node.NotSupported("its second factor is not a matrix of constants");
        }

        bool gemm = node.Type == "Gemm", turned = gemm && node.Int("transB", 0) != 0;
        if (gemm && (node.Int("transA", 0) != 0 || (node.Attribute("alpha")?.F ?? 1) != 1 || (node.Attribute("beta")?.F ?? 1) != 1))
        {
            throw node.NotSupported("it turns or scales its input");
        }

        var matrix = new Tensor<float>(kernel.Floats, kernel.Shape);
        matrix = turned ? PyTorchBlocks.TransposedBack(matrix, [0]) : matrix;
        var output = new OnnxStream(new OnnxDenseStage(node, stream, matrix), stream.Axes);
        return gemm && Value(node, 2) is { } bias ? ReadBias(node, output, bias) : output;
    }

    private OnnxStream ReadBias(OnnxNode node, OnnxStream stream, OnnxValue? other)
    {
        if (stream.Stage is not OnnxDenseStage { Bias: null, Activation: Activation.Linear } dense
            || other is not OnnxConstant { Tensor: { Wholes.Length: 0 } bias } || bias.Floats.Length != dense.Units)
        {
            throw node.NotSupported("it adds something else than the bias of a dense layer");
        }

        return stream with { Stage = new OnnxDenseStage(node, dense.Input!, dense.Kernel, new Tensor<float>(bias.Floats, dense.Units)) };
    }

    private OnnxStream ReadActivation(OnnxNode node, OnnxStream stream)
    {
        bool lastAxis = node.Type != "Softmax" || node.Int("axis", -1) is var axis && (axis == -1 || axis == stream.Axes.Length - 1);
        if (stream.Stage is not OnnxDenseStage { Activation: Activation.Linear } dense || !lastAxis)
        {
            throw node.NotSupported("it is applied to something else than the features of a dense layer");
        }

        return stream with { Stage = new OnnxDenseStage(node, dense.Input!, dense.Kernel, dense.Bias, OnnxActivation.Named(node.Type)!.Value) };
    }

    private OnnxStream ReadEmbedding(OnnxNode node, OnnxStream indices)
    {
        if (indices.Stage != _input || indices.Axes != "NC" || node.Int("axis", 0) != 0 || Value(node, 0) is not OnnxConstant { Tensor: { Shape.Length: 2, Wholes.Length: 0 } table })
        {
            throw node.NotSupported("it looks up something else than the rows of a table by the graph's input");
        }

        return new OnnxStream(new OnnxEmbeddingStage(node, indices, new Tensor<float>(table.Floats, table.Shape)), "NTC");
    }

    private static string Permuted(OnnxNode node, string axes)
    {
        long[] order = node.Ints("perm");
        return order.Order().SequenceEqual(Enumerable.Range(0, axes.Length).Select(k => (long)k))
            ? string.Concat(order.Select(k => axes[(int)k]))
            : throw node.Wrong($"has the order {WeightTransfer.Text(order)} for {axes.Length} axes");
    }

    private string WithoutDirection(OnnxNode node, OnnxStream stream)
    {
        return Axis(node, 1, stream.Axes) is int at && stream.Axes[at] == 'D' && stream.Stage is OnnxRecurrentStage { Directions: 1 }
            ? stream.Axes.Remove(at, 1)
            : throw node.NotSupported("it removes something else than the axis of a single direction");
    }

    // [..., 2, C] to [..., 2 C]
    private OnnxStream ReadConcat(OnnxNode node, OnnxStream stream)
    {
        int rank = stream.Axes.Length;
        bool fits = stream.Axes.EndsWith("DC", StringComparison.Ordinal) && stream.Stage is OnnxRecurrentStage stage && Value(node, 1) is OnnxConstant { Tensor.Wholes: var sizes }
            && sizes.Length == rank - 1 && sizes[..^1].All(s => s == 0) && (sizes[^1] == -1 || sizes[^1] == stage.Directions * stage.Units);
        return fits
            ? stream with { Axes = stream.Axes.Remove(rank - 2, 1), Merge = MergeMode.Concat }
            : throw node.NotSupported("it does more than put the two directions side by side");
    }

    private OnnxStream ReadMerge(OnnxNode node, OnnxStream stream, MergeMode mode)
    {
        long[] axes = Axes(node);
        bool fits = axes.Length == 1 && Index(axes[0], stream.Axes.Length) is int at && stream.Axes[at] == 'D' && node.Int("keepdims", 1) == 0;
        return fits
            ? stream with { Axes = stream.Axes.Replace("D", "", StringComparison.Ordinal), Merge = mode }
            : throw node.NotSupported("it does more than merge the two directions");
    }

    // the steps from last to first
    private OnnxStream ReadReversed(OnnxNode node, OnnxStream stream)
    {
        bool fits = Whole(node, 1) == -1 && Whole(node, 2) < int.MinValue + 1L && Axis(node, 3, stream.Axes) is int at && stream.Axes[at] == 'T' && Whole(node, 4) == -1;
        return fits ? stream with { Reversed = !stream.Reversed } : throw node.NotSupported("it does more than turn the order of the steps");
    }

    // one of the two directions, or the last step
    private OnnxStream ReadGather(OnnxNode node, OnnxStream stream)
    {
        if (Value(node, 1) is OnnxConstant { Tensor.Wholes: [var index] } && Index(node.Int("axis", 0), stream.Axes.Length) is int at)
        {
            if (stream.Axes[at] == 'D' && stream.Stage is OnnxRecurrentStage stage && index >= 0 && index < stage.Directions)
            {
                return stream with { Axes = stream.Axes.Remove(at, 1), Direction = (int)index };
            }

            if (stream.Axes[at] == 'T' && index == -1)
            {
                return stream with { Axes = stream.Axes.Remove(at, 1), LastStep = true };
            }
        }

        throw node.NotSupported("it takes something else than one direction or the last step");
    }

    // a mask: the last output that counts in place of those behind it, or zero
    private OnnxValue ReadWhere(OnnxNode node)
    {
        return (Value(node, 0), Value(node, 1), Value(node, 2)) switch
        {
            (OnnxAside, OnnxStream { Axes: "TNC" } all, OnnxStream { Axes: "DNC", Cell: false } last) when all.Stage == last.Stage => all with { Filled = true },
            (OnnxAside, OnnxStream { Axes: "NC" } last, OnnxConstant { Tensor.IsZero: true }) => last with { Cleared = true },
            _ => throw node.NotSupported("it is not the mask of a recurrent layer"),
        };
    }

    private OnnxValue ReadAside(OnnxNode node)
    {
        if (!s_aside.Contains(node.Type) || node.Inputs.Any(i => i.Length > 0 && _values[i] is OnnxStream))
        {
            throw NoLayer(node);
        }

        bool zero = node.Type == "ConstantOfShape"
            ? node.Attribute("value") is not { T: { } fill } || OnnxTensor.Read(fill, _source, _folder).IsZero
            : node.Type is "Expand" or "Unsqueeze" or "Concat" or "Identity" && node.Inputs.Where(i => i.Length > 0).Take(node.Type == "Concat" ? int.MaxValue : 1)
                .All(i => _values[i] is OnnxAside { Zero: true } or OnnxConstant { Tensor.IsZero: true });
        return new OnnxAside(zero);
    }

    private OnnxConstant Constant(OnnxNode node)
    {
        return node.Attribute("value") is { T: { } tensor }
            ? new OnnxConstant(OnnxTensor.Read(tensor, _source, _folder))
            : throw node.NotSupported("it has no tensor");
    }
}
