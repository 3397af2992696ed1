using Google.Protobuf;
using Onnx;
using Recurrent;

namespace Interchange;

/// <summary>
/// Reads a graph as a chain of layers: every name is given what it stands for, node by node, and the chain is followed from the first output back
/// to the input. A node that fits none of the ways in which layers are written is an error that names it.
/// </summary>
internal sealed partial class OnnxImporter
{
    private const long FirstOpset = 13;
    private const long LastOpset = 22;

    private static readonly HashSet<string> s_aside = new(StringComparer.Ordinal)
    {
        "Shape", "Range", "Less", "Equal", "Unsqueeze", "Squeeze", "Concat", "Cast", "Gather", "ConstantOfShape", "Expand", "Identity", "Slice", "Transpose", "Reshape",
    };

    // what goes on with an expression that is no layer yet
    private static readonly HashSet<string> s_inFormula = new(StringComparer.Ordinal) { "Add", "Mul", "Div", "Sigmoid", "Tanh", "Relu", "Softmax", "ReduceSum" };

    private readonly string _source;
    private readonly string? _folder;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly List<(Layer Layer, IReadOnlyList<Tensor<float>> Weights)> _layers = [];
    private readonly HashSet<OnnxStage> _chain = [];
    private readonly OnnxInputStage _input = new();
    private long _opset;
    private int _inputRank;
    private bool _timeMajor;

    private OnnxImporter(string source, string? folder)
    {
        _source = source;
        _folder = folder;
    }

    public static Sequential Import(byte[] bytes, string source, string? folder)
    {
        try
        {
            return new OnnxImporter(source, folder).Read(ModelProto.Parser.ParseFrom(bytes));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"{source} is not an ONNX model, or cut short: {exception.Message}", exception);
        }
    }

    private Sequential Read(ModelProto model)
    {
        _opset = model.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? throw new InvalidDataException($"{_source} names no operator set: it is cut short or not an ONNX model.");
        if (_opset is < FirstOpset or > LastOpset)
        {
            throw new NotSupportedException($"{_source} is of operator set {_opset}; {FirstOpset} to {LastOpset} can be read.");
        }

        var graph = model.Graph ?? throw new InvalidDataException($"{_source} has no graph: it is cut short or not an ONNX model.");
        foreach (var constant in graph.Initializer)
        {
            Set(constant.Name, new OnnxConstant(OnnxTensor.Read(constant, _source, _folder)));
        }

        ReadInputs(graph);
        foreach (var node in graph.Node)
        {
            Read(new OnnxNode(node, _source));
        }

        try
        {
            ReadOutputs([.. graph.Output.Select(o => o.Name)]);
            return Build();
        }
        catch (ArgumentException exception)
        {
            // no such layer, or none that reads what the one before hands on
            throw new InvalidDataException($"{_source}: its layers cannot be: {exception.Message}", exception);
        }
    }

    private void ReadInputs(GraphProto graph)
    {
        bool first = true;
        foreach (var input in graph.Input.Where(i => !_values.ContainsKey(i.Name)))
        {
            var axes = input.Type?.TensorType?.Shape?.Dim;
            _inputRank = first ? axes?.Count ?? 0 : _inputRank;
            Set(input.Name, !first ? new OnnxAside() : _inputRank is 2 or 3
                ? new OnnxStream(_input, _inputRank == 3 ? "NTC" : "NC")
                : throw new NotSupportedException($"{_source}: the input \"{input.Name}\" has {_inputRank} axes; a model reads [batch, time, features], [batch, time] or [batch, features]."));
            first = false;
        }
    }

    private void ReadOutputs(string[] names)
    {
        if (names.Length == 0)
        {
            throw new InvalidDataException($"{_source} has no outputs.");
        }

        var outputs = names.Select(Output).ToList();
        var stream = outputs[0];
        if (stream.Direction == 0 && outputs.Count > 1 && outputs[1].Direction == 1 && outputs[1].Stage == stream.Stage && outputs[1].Axes == stream.Axes)
        {
            stream = stream with { Merge = MergeMode.None, Direction = null };
        }
        else if (outputs.Count > 1 && OnnxPairStage.Fits(stream, outputs[1]))
        {
            stream = new OnnxStream(new OnnxPairStage(stream.Stage.Node!, stream, outputs[1], MergeMode.None), stream.Axes);
        }

        Follow(stream);
        if (stream.Axes is not ("NC" or "NTC") && !(_timeMajor && stream.Axes == "TNC"))
        {
            throw new NotSupportedException($"{_source}: the output \"{names[0]}\" is not in the order [batch, time, features].");
        }

        if (outputs.FirstOrDefault(o => !_chain.Contains(o.Stage)) is { } aside)
        {
            throw aside.Stage.Node?.NotSupported("it makes an output beside the chain of layers that ends in the first one")
                ?? new NotSupportedException($"{_source}: the input is handed on as an output.");
        }
    }

    private OnnxStream Output(string name) => _values.GetValueOrDefault(name) switch
    {
        OnnxStream stream => stream,
        OnnxFormula formula => throw NoLayer(formula.Node),
        _ => throw new InvalidDataException($"{_source}: no layer makes the output \"{name}\"."),
    };

    private Sequential Build()
    {
        if (_layers.Count == 0)
        {
            throw new InvalidDataException($"{_source} has no layers.");
        }

        var model = new Sequential([.. _layers.Select(l => l.Layer)]);
        int features = _layers[0].Layer is Embedding ? 1 : _layers[0].Weights[0].Shape[0];
        if (_inputRank == 3 && _layers.TrueForAll(l => l.Layer is Dense))
        {
            model.Build(1, features);
        }
        else
        {
            model.Build(features);
        }

        var weights = _layers.SelectMany(l => l.Weights);
        WeightTransfer.Apply([.. model.Variables.Zip(weights)], _source);
        return model;
    }

    private void Read(OnnxNode node)
    {
        foreach (string input in node.Inputs.Where(i => i.Length > 0 && !_values.ContainsKey(i)))
        {
            throw node.Wrong($"reads \"{input}\", which nothing before it makes");
        }

        OnnxValue? value = node.Type != "Scan" && node.Inputs.Select(i => _values.GetValueOrDefault(i)).OfType<OnnxFormula>().FirstOrDefault() is { } formula ? ReadFormula(node, formula)
            : Value(node, 0) is OnnxStream stream ? ReadStream(node, stream)
            : null;
        value ??= node.Type switch
        {
            "Scan" => ReadScan(node),
            "Constant" => Constant(node),
            "Gather" when Value(node, 1) is OnnxStream indices => ReadEmbedding(node, indices),
            "Where" => ReadWhere(node),
            "Add" when Value(node, 1) is OnnxStream other => ReadBias(node, other, Value(node, 0)),
            _ => ReadAside(node),
        };
        Set(node.Outputs.Count > 0 ? node.Outputs[0] : throw node.Wrong("has no output"), value);
    }

    // the layers from the one that makes a stream back to the input
    private void Follow(OnnxStream stream)
    {
        OnnxNode? by = null;
        for (; stream.Stage != _input; stream = stream.Stage.Input!)
        {
            Check(stream, by);
            by = stream.Stage.Node;
            _chain.Add(stream.Stage);
            _layers.Insert(0, stream.Stage.Finish(stream));
            if (stream.Stage is OnnxPairStage pair)
            {
                _chain.UnionWith([pair.Forward.Stage, pair.Backward.Stage]);
            }
        }

        if (stream.IsOfCell)
        {
            throw Refused(by, "it takes the steps of the input otherwise than from first to last");
        }
    }

    private void Check(OnnxStream stream, OnnxNode? by)
    {
        if (stream.Cell || (stream.Direction is not null && stream.Stage is OnnxRecurrentStage { Directions: 2 }) || stream.Axes.Contains('D'))
        {
            throw Refused(by, "it takes a state or one of two directions, which the engine's layers do not hand on");
        }

        if (stream.IsOfCell && stream.Stage is not OnnxCellStage { Directions: 1 })
        {
            throw Refused(by, "it takes the steps of a layer otherwise than from first to last");
        }
    }

    private NotSupportedException Refused(OnnxNode? by, string why) =>
        by?.NotSupported(why) ?? new NotSupportedException($"{_source}: the first output cannot be read here: {why}.");

    private static NotSupportedException NoLayer(OnnxNode node) => node.NotSupported("no layer of the engine is written with it");

    private OnnxValue? Value(OnnxNode node, int index) => node.Input(index) is string name ? _values[name] : null;

    private long? Whole(OnnxNode node, int index) => Value(node, index) is OnnxConstant { Tensor.Wholes: [var whole] } ? whole : null;

    private int? Axis(OnnxNode node, int index, string axes) => Whole(node, index) is long axis ? Index(axis, axes.Length) : null;

    private static int? Index(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;

    private void Set(string name, OnnxValue value)
    {
        if (!_values.TryAdd(name, value))
        {
            throw new InvalidDataException($"{_source} has two values of the name \"{name}\".");
        }
    }
}
