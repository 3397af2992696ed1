using System.Text;
using Benchmarks.Own;
using Benchmarks.Workloads;
using Google.Protobuf;
using Onnx;

namespace Benchmarks.Peers.Onnx;

/// <summary>
/// A workload as an ONNX model. Inputs are [steps, batch, features], the only order that ONNX Runtime's recurrent
/// operators take. A model for single steps also reads and hands back its states: h_in, c_in and h_out, c_out.
/// </summary>
internal static class OnnxModel
{
    public static byte[] For(Subject subject)
    {
        var workload = subject.Workload;
        var graph = new OnnxGraphBuilder();
        graph.Input("x", workload.Steps, workload.Batch, workload.Features);
        string value = "x";
        for (int k = 0; k < workload.Layers.Count; k++)
        {
            var weights = subject.Weights.Where(w => w.Layer == k);
            value = workload.Layers[k].Kind == LayerKind.Dense
                ? AddDense(graph, value, weights)
                : AddRecurrent(graph, value, workload, workload.Layers[k], new OnnxWeights(workload.Layers[k], weights), subject.Mode == Mode.Step);
        }

        if (subject.Mode != Mode.Step)
        {
            graph.Node("Identity", [value], ["y"]);
            graph.Output("y", workload.Batch, workload.Outputs);
        }

        return graph.ToModel();
    }

    private static string AddDense(OnnxGraphBuilder graph, string input, IEnumerable<Weight> weights)
    {
        string output = graph.Name("dense");
        string[] constants = [.. weights.Select(w => graph.Constant(w.Name, [.. w.Values.Select(v => (float)v)], [.. w.Shape]))];
        graph.Node("Gemm", [input, .. constants], [output]);
        return output;
    }

    private static string AddRecurrent(OnnxGraphBuilder graph, string input, Workload workload, LayerSpec layer, OnnxWeights weights, bool step)
    {
        int directions = layer.Bidirectional ? 2 : 1, width = weights.Gates * layer.Units;
        string w = graph.Constant("W", weights.W, directions, width, weights.Features);
        string r = graph.Constant("R", weights.R, directions, width, layer.Units);
        string b = graph.Constant("B", weights.B, directions, 2 * width);
        bool hasCell = layer.Kind == LayerKind.Lstm;
        string[] states = step ? hasCell ? ["", "h_in", "c_in"] : ["", "h_in"] : [];
        string all = graph.Name("Y"), last = step ? "h_out" : graph.Name("Y_h");
        string[] outputs = step ? hasCell ? ["", last, "c_out"] : ["", last] : layer.Sequences ? [all] : ["", last];
        graph.Node(Operator(layer.Kind), [input, w, r, b, .. states], outputs, Attributes(layer));
        if (step)
        {
            AddStates(graph, layer, hasCell);
            return last;
        }

        return layer.Sequences ? Sequence(graph, all, workload, layer) : Last(graph, last, workload, layer);
    }

    private static void AddStates(OnnxGraphBuilder graph, LayerSpec layer, bool hasCell)
    {
        foreach (string state in hasCell ? (string[])["h", "c"] : ["h"])
        {
            graph.Input($"{state}_in", 1, 1, layer.Units);
            graph.Output($"{state}_out", 1, 1, layer.Units);
        }
    }

    private static string Operator(LayerKind kind) => kind switch { LayerKind.Lstm => "LSTM", LayerKind.Gru => "GRU", _ => "RNN" };

    private static AttributeProto[] Attributes(LayerSpec layer)
    {
        var attributes = new List<AttributeProto> { Integer("hidden_size", layer.Units) };
        if (layer.Bidirectional)
        {
            var text = ByteString.CopyFrom("bidirectional", Encoding.ASCII);
            attributes.Add(new AttributeProto { Name = "direction", Type = AttributeProto.Types.AttributeType.String, S = text });
        }

        if (layer.Kind == LayerKind.Gru)
        {
            attributes.Add(Integer("linear_before_reset", 1)); // Keras' reset_after
        }

        return [.. attributes];
    }

    private static AttributeProto Integer(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    // Y [steps, directions, batch, units] to [steps, batch, directions units]
    private static string Sequence(OnnxGraphBuilder graph, string all, Workload workload, LayerSpec layer) =>
        graph.Reshape(layer.Bidirectional ? graph.Transpose(all, 0, 2, 1, 3) : all, workload.Steps, workload.Batch, layer.Width);

    // Y_h [directions, batch, units] to [batch, directions units]
    private static string Last(OnnxGraphBuilder graph, string last, Workload workload, LayerSpec layer) =>
        graph.Reshape(layer.Bidirectional ? graph.Transpose(last, 1, 0, 2) : last, workload.Batch, layer.Width);
}
