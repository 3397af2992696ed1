using System.Numerics;
using Google.Protobuf;
using Onnx;
using Recurrent;
using static Onnx.TensorProto.Types;

namespace Interchange;

/// <summary>
/// A model as an ONNX graph: x [batch, time, features] to y. Recurrent operators take [time, batch, features] only, so a
/// sequence is turned before the first of them and back after the last layer.
/// </summary>
internal sealed class OnnxExporter
{
    public const int Opset = 17;
    private const int IrVersion = 8;
    private const string Batch = "batch";
    private const string Time = "time";

    private readonly OnnxGraph _graph = new("model");
    private readonly OnnxOptions _options;
    private readonly IReadOnlyList<Layer> _layers;
    private readonly ILookup<int, (string Layer, string Name, Tensor<float> Value)> _weights;
    private readonly IReadOnlyList<int> _inputShape;
    private readonly List<(string Name, int Units)> _stateOutputs = [];
    private OnnxRecurrence? _recurrence;

    private OnnxExporter(IReadOnlyList<Layer> layers, ILookup<int, (string, string, Tensor<float>)> weights, IReadOnlyList<int> inputShape, OnnxOptions options)
    {
        _layers = layers;
        _weights = weights;
        _inputShape = inputShape;
        _options = options;
    }

    public static byte[] Export<T>(Sequential<T> model, OnnxOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int masked in options.MaskedLayers)
        {
            if (masked < 0 || masked >= model.Layers.Count || model.Layers[masked] is not (RecurrentLayer or Bidirectional))
            {
                throw new ArgumentException($"Layer {masked} cannot be masked: it is not a recurrent layer of the model.", nameof(options));
            }
        }

        var weights = model.Variables.ToLookup(v => v.LayerIndex, v => (v.Layer, v.Name, v.Value.Cast<float>()));
        var exporter = new OnnxExporter(model.Layers, weights, model.InputShape, options);
        exporter.AddAll();
        var proto = new ModelProto { IrVersion = IrVersion, ProducerName = "Recurrent", Graph = exporter._graph.Proto };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        return proto.ToByteArray();
    }

    private void AddAll()
    {
        string x = _inputShape switch
        {
            [-1] => _graph.Input("x", DataType.Int64, Batch, Time),
            [-1, var features] => _graph.Input("x", DataType.Float, Batch, Time, features),
            _ => _graph.Input("x", DataType.Float, Batch, _inputShape[0]),
        };
        _recurrence = new OnnxRecurrence(_graph, _options.MaskedLayers.Count > 0 ? _graph.Input("lengths", DataType.Int32, Batch) : null);
        var flow = new OnnxFlow(x, Sequence: _inputShape[0] == -1, TimeMajor: false, Width: _inputShape[^1]);
        for (int k = 0; k < _layers.Count; k++)
        {
            flow = Add(k, flow);
        }

        AddOutput(flow);
    }

    private OnnxFlow Add(int index, OnnxFlow flow)
    {
        switch (_layers[index])
        {
            case Dropout:
                return flow;
            case Embedding embedding:
                return flow with { Value = _graph.Node("Gather", [Weight(index, "embeddings")!, flow.Value]), Width = embedding.OutputDim };
            case Dense dense:
                return AddDense(index, dense, flow);
            case AttentionReadout attention:
                return AddAttention(index, attention, TimeMajor(flow));
            case Bidirectional both:
                bool last = index == _layers.Count - 1;
                var cells = new[] { Direction(index, both.ForwardLayer, "forward/"), Direction(index, both.BackwardLayer, "backward/") };
                return Named(_recurrence!.AddBoth(both, cells, TimeMajor(flow), last), cells);
            case RecurrentLayer:
                var cell = Direction(index, (RecurrentLayer)_layers[index], "");
                return Named(_recurrence!.Add(cell, TimeMajor(flow)), [cell]);
            default:
                throw new NotSupportedException($"Layer {index} ({_layers[index].Type}) cannot be written as ONNX.");
        }
    }

    private OnnxDirection Direction(int index, RecurrentLayer layer, string inside)
    {
        string name = $"{_weights[index].First().Layer}/{inside}";
        bool withStates = layer.Stateful || _options.States || (layer.ReturnState && index == _layers.Count - 1);
        bool readsStates = layer.Stateful || _options.States;
        string[] letters = layer is Lstm ? ["h", "c"] : ["h"];
        return new OnnxDirection(
            layer,
            Find(index, inside + "kernel")!,
            Find(index, inside + "recurrent_kernel"),
            Find(index, inside + "bias"),
            _options.MaskedLayers.Contains(index),
            readsStates ? [.. letters.Select(l => _graph.Input($"{name}{l}_in", DataType.Float, Batch, layer.Units))] : [],
            withStates ? [.. letters.Select(l => $"{name}{l}_out")] : []);
    }

    // the outputs that carry states are listed after y
    private OnnxFlow Named(OnnxFlow flow, IEnumerable<OnnxDirection> cells)
    {
        foreach (var cell in cells)
        {
            _stateOutputs.AddRange(cell.StateOutputs.Select(o => (o, cell.Layer.Units)));
        }

        return flow;
    }

    private OnnxFlow AddDense(int index, Dense dense, OnnxFlow flow)
    {
        string value = _graph.Node("MatMul", [flow.Value, Weight(index, "kernel")!]);
        value = Weight(index, "bias") is string bias ? _graph.Node("Add", [value, bias]) : value;
        if (OnnxActivation.Operator(dense.Activation) is string phi)
        {
            value = dense.Activation == Activation.Softmax ? _graph.Node(phi, [value], OnnxGraph.Int("axis", -1)) : _graph.Node(phi, [value]);
        }

        return flow with { Value = value, Width = dense.Units };
    }

    // q [N,U] of the last step, k and v [T,N,U], shares p [T,N,1] over the steps
    private OnnxFlow AddAttention(int index, AttentionReadout attention, OnnxFlow flow)
    {
        string last = _graph.Gather(flow.Value, -1, 0);
        string q = _graph.Node("MatMul", [last, Weight(index, "query_kernel")!]);
        string k = _graph.Node("MatMul", [flow.Value, Weight(index, "key_kernel")!]);
        string v = _graph.Node("MatMul", [flow.Value, Weight(index, "value_kernel")!]);
        string products = _graph.Node("ReduceSum", [_graph.Node("Mul", [k, q]), _graph.Whole(-1)], OnnxGraph.Int("keepdims", 1));
        string scores = _graph.Node("Mul", [products, _graph.Constant("scale", [1 / MathF.Sqrt(attention.Units)])]);
        string p = _graph.Node("Softmax", [scores], OnnxGraph.Int("axis", 0));
        string y = _graph.Node("ReduceSum", [_graph.Node("Mul", [p, v]), _graph.Whole(0)], OnnxGraph.Int("keepdims", 0));
        return new OnnxFlow(y, Sequence: false, TimeMajor: false, attention.Units);
    }

    private void AddOutput(OnnxFlow flow)
    {
        string[] names = flow.Second is null ? ["y"] : ["y_forward", "y_backward"];
        string[] values = flow.Second is null ? [flow.Value] : [flow.Value, flow.Second];
        for (int k = 0; k < names.Length; k++)
        {
            string inTime = flow.TimeMajor ? _graph.Transpose(values[k], 1, 0, 2) : values[k];
            _graph.Node("Identity", [inTime], [names[k]]);
            _graph.Output(names[k], DataType.Float, flow.Sequence ? [Batch, Time, flow.Width] : [Batch, flow.Width]);
        }

        foreach (var (name, units) in _stateOutputs)
        {
            _graph.Output(name, DataType.Float, Batch, units);
        }
    }

    private OnnxFlow TimeMajor(OnnxFlow flow) => flow.TimeMajor ? flow : flow with { Value = _graph.Transpose(flow.Value, 1, 0, 2), TimeMajor = true };

    private Tensor<float>? Find(int index, string name) => _weights[index].FirstOrDefault(w => w.Name == name).Value;

    private string? Weight(int index, string name)
    {
        return Find(index, name) is { } value ? _graph.Constant(name, value.AsSpan(), [.. value.Shape]) : null;
    }
}

/// <summary>What flows from layer to layer; Second is the backward output of a last bidirectional layer that does not merge.</summary>
internal sealed record OnnxFlow(string Value, bool Sequence, bool TimeMajor, int Width, string? Second = null);

/// <summary>One direction of a recurrent layer with its weights, and the names of its states where the graph has them.</summary>
internal sealed record OnnxDirection(
    RecurrentLayer Layer,
    Tensor<float> Kernel,
    Tensor<float>? RecurrentKernel,
    Tensor<float>? Bias,
    bool Masked,
    string[] StateInputs,
    string[] StateOutputs)
{
    /// <summary>Whether ONNX has an operator for the cell; others are written step by step.</summary>
    public bool IsOperator => Layer is Lstm or Gru or SimpleRnn { Activation: not Activation.Softmax };
}
