using Recurrent;

namespace Interchange;

// layers that several nodes make together
internal sealed partial class OnnxImporter
{
    private const string Attention = "ReduceSum[0](Mul(Softmax[0](Mul(ReduceSum[-1, keep](Mul(a, b)), #)), c))";

    // a node on top of an expression that is no layer yet
    private OnnxValue ReadFormula(OnnxNode node, OnnxFormula below) => s_inFormula.Contains(node.Type) ? NewFormula(node) : throw NoLayer(below.Node);

    private OnnxValue NewFormula(OnnxNode node)
    {
        int count = node.Type == "ReduceSum" ? 1 : node.Inputs.Count;
        OnnxValue[] arguments = [.. Enumerable.Range(0, count).Select(k => Value(node, k) ?? throw node.Wrong("lacks an input"))];
        var formula = new OnnxFormula(node, Operator(node), arguments);
        return AsPair(formula) ?? AsAverage(formula) ?? AsAttention(formula) ?? (OnnxValue)formula;
    }

    // with the attributes that change its meaning
    private string Operator(OnnxNode node) => node.Type switch
    {
        "Softmax" or "Concat" => $"{node.Type}[{node.Int("axis", -1)}]",
        "ReduceSum" => $"ReduceSum[{string.Join(' ', Axes(node))}{(node.Int("keepdims", 1) == 0 ? "" : ", keep")}]",
        _ => node.Type,
    };

    private long[] Axes(OnnxNode node) => node.Attribute("axes") is not null ? node.Ints("axes") : (Value(node, 1) as OnnxConstant)?.Tensor.Wholes ?? [];

    // the three gates of a MinLstm, side by side
    private OnnxFormula ReadSplit(OnnxNode node, OnnxStream stream)
    {
        bool last = Index(node.Int("axis", 0), stream.Axes.Length) == stream.Axes.Length - 1;
        long[] sizes = node.Attribute("split") is not null ? node.Ints("split") : (Value(node, 1) as OnnxConstant)?.Tensor.Wholes ?? [];
        if (!last || stream.Stage is not OnnxDenseStage dense || sizes.Length != 3 || node.Outputs.Count != 3 || Array.Exists(sizes, s => s != sizes[0] || 3 * s != dense.Units))
        {
            throw node.NotSupported("it does more than part the three gates of a MinLstm");
        }

        var parts = Enumerable.Range(0, 3).Select(k => new OnnxFormula(node, $"Split{k}", [stream])).ToList();
        Set(node.Outputs[1], parts[1]);
        Set(node.Outputs[2], parts[2]);
        return parts[0];
    }

    private OnnxStream ReadScan(OnnxNode node)
    {
        var stage = new OnnxScanStage(node, OnnxScanBody.Read(node, _source, _folder), k => Value(node, k));
        foreach (var (name, stream) in node.Outputs.Zip(stage.Outputs).Skip(1).Where(o => o.First.Length > 0))
        {
            Set(name, stream);
        }

        return stage.Outputs[0];
    }

    // two cells that read the same, joined
    private static OnnxStream? AsPair(OnnxFormula formula)
    {
        if (formula.Arguments is not [OnnxStream forward, OnnxStream backward] || !OnnxPairStage.Fits(forward, backward))
        {
            return null;
        }

        string lastAxis = $"Concat[{forward.Axes.Length - 1}]";
        MergeMode? merge = formula.Operator == lastAxis ? MergeMode.Concat
            : formula.Operator switch { "Concat[-1]" => MergeMode.Concat, "Add" => MergeMode.Sum, "Mul" => MergeMode.Multiply, _ => null };
        return merge is { } mode ? new OnnxStream(new OnnxPairStage(formula.Node, forward, backward, mode), forward.Axes) : null;
    }

    // half the sum of two directions
    private static OnnxStream? AsAverage(OnnxFormula formula)
    {
        return formula is { Operator: "Mul", Arguments: [OnnxStream { Stage: OnnxPairStage { Merge: MergeMode.Sum } sum } stream, OnnxConstant { Tensor.Floats: [0.5f] }] }
            ? stream with { Stage = new OnnxPairStage(formula.Node, sum.Forward, sum.Backward, MergeMode.Average) }
            : null;
    }

    // the last step asks, all steps answer
    private static OnnxStream? AsAttention(OnnxFormula formula)
    {
        var read = formula.Read();
        if (read.Text != Attention)
        {
            return null;
        }

        var stages = read.Streams.Select(s => s.Stage as OnnxDenseStage).ToList();
        bool plain = stages.TrueForAll(s => s is { Bias: null, Activation: Activation.Linear } && s.Units == stages[0]!.Units);
        var input = stages[0]?.Input;
        bool fits = plain && input is { Axes: "TNC" } && stages[2]!.Input == input && stages[1]!.Input == input with { Axes = "NC", LastStep = true }
            && read.Constants[0].Floats is [var scale] && Math.Abs((scale * Math.Sqrt(stages[0]!.Units)) - 1) < 1e-6;
        return fits
            ? new OnnxStream(new OnnxAttentionStage(formula.Node, input!, [stages[1]!.Kernel, stages[0]!.Kernel, stages[2]!.Kernel]), "NC")
            : throw formula.Node.NotSupported("it is not the attention of an AttentionReadout, in which the last step of a sequence asks");
    }
}
