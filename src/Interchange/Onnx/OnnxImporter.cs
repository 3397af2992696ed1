using Google.Protobuf;
using Onnx;
using Recurrent;

namespace Interchange;

/// <summary>
/// Reads a graph as a chain of layers: every name is given what it stands for, node by node, and the chain ends at the first output.
/// A node that fits none of the ways in which layers are written is an error that names it.
/// </summary>
internal sealed partial class OnnxImporter
{
    private const long FirstOpset = 13;
    private const long LastOpset = 22;

    private static readonly HashSet<string> s_aside = new(StringComparer.Ordinal)
    {
        "Shape", "Range", "Less", "Equal", "Unsqueeze", "Squeeze", "Concat", "Cast", "Gather", "ConstantOfShape", "Expand", "Identity", "Slice", "Transpose", "Reshape",
    };

    private readonly string _source;
    private readonly string? _folder;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly List<(Layer Layer, IReadOnlyList<Tensor<float>> Weights)> _layers = [];
    private readonly Dictionary<OnnxStage, OnnxStream> _finished = [];
    private readonly OnnxInputStage _input = new();
    private OnnxStage _last;
    private long _opset;
    private int _features;
    private int _inputRank;
    private bool _timeMajor;

    private OnnxImporter(string source, string? folder)
    {
        _source = source;
        _folder = folder;
        _last = _input;
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

        ReadOutputs([.. graph.Output.Select(o => o.Name)]);
        return Build();
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

        var outputs = names.Select(n => _values.GetValueOrDefault(n) as OnnxStream ?? throw new InvalidDataException($"{_source}: no layer makes the output \"{n}\".")).ToList();
        var stream = outputs[0];
        if (stream.Direction == 0 && outputs.Count > 1 && outputs[1].Direction == 1 && outputs[1].Stage == stream.Stage && outputs[1].Axes == stream.Axes)
        {
            stream = stream with { Merge = MergeMode.None, Direction = null };
        }

        Finish(stream, null);
        if (stream.Axes is not ("NC" or "NTC") && !(_timeMajor && stream.Axes == "TNC"))
        {
            throw new NotSupportedException($"{_source}: the output \"{names[0]}\" is not in the order [batch, time, features].");
        }
    }

    private Sequential Build()
    {
        if (_layers.Count == 0)
        {
            throw new InvalidDataException($"{_source} has no layers.");
        }

        var model = new Sequential([.. _layers.Select(l => l.Layer)]);
        if (_inputRank == 3 && _layers.TrueForAll(l => l.Layer is Dense))
        {
            model.Build(1, _features);
        }
        else
        {
            model.Build(_layers[0].Layer is Embedding ? 1 : _features);
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

        var stream = node.Input(0) is string first ? _values[first] as OnnxStream : null;
        OnnxValue? value = stream is null ? null : ReadStream(node, stream);
        value ??= node.Type switch
        {
            "Constant" => Constant(node),
            "Gather" when Value(node, 1) is OnnxStream indices => ReadEmbedding(node, indices),
            "Where" => ReadWhere(node),
            "Add" when Value(node, 1) is OnnxStream other => ReadBias(node, other, Value(node, 0)),
            _ => ReadAside(node),
        };
        Set(node.Outputs.Count > 0 ? node.Outputs[0] : throw node.Wrong("has no output"), value);
    }

    private void Next(OnnxStream stream, OnnxNode node)
    {
        if (stream.Stage != _last)
        {
            throw node.NotSupported("its input is used more than once, and the layers are no chain");
        }

        Finish(stream, node);
    }

    private void Finish(OnnxStream stream, OnnxNode? by)
    {
        if (stream.Stage == _input)
        {
            return;
        }

        if (stream.Cell || stream.Direction is not null && stream.Stage is OnnxRecurrentStage { Directions: 2 } || stream.Axes.Contains('D'))
        {
            string why = "it takes a state or one of two directions, which the engine's layers do not hand on";
            throw by?.NotSupported(why) ?? new NotSupportedException($"{_source}: the first output cannot be read here: {why}.");
        }

        if (_finished.TryAdd(stream.Stage, stream))
        {
            _layers.Add(stream.Stage.Finish(stream, by));
        }
        else if (_finished[stream.Stage] != stream)
        {
            throw by?.NotSupported("the layers are no chain") ?? new NotSupportedException($"{_source}: the layers are no chain.");
        }
    }

    // the width of the input, from the kernel's shape where no layer has told it yet
    private int FeaturesOf(OnnxNode node, int axis)
    {
        int width = Value(node, 1) is OnnxConstant { Tensor.Shape: { Length: 3 } shape } ? shape[axis] : 0;
        _features = _layers.Count == 0 ? width : _features;
        return width;
    }

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
