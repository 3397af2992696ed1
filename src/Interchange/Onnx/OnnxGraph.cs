using Google.Protobuf;
using Onnx;
using static Onnx.AttributeProto.Types;
using static Onnx.TensorProto.Types;

namespace Interchange;

/// <summary>Puts nodes, constants, inputs and outputs together to a graph. Methods that add nodes return the name of the result.</summary>
/// <param name="name">Name of the graph.</param>
/// <param name="prefix">Begins every name, so that those inside a graph differ from those around it.</param>
internal sealed class OnnxGraph(string name, string prefix = "")
{
    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private int _names;

    public GraphProto Proto => _graph;

    public string Name(string stem) => $"{prefix}{stem}_{_names++}";

    public string Input(string name, DataType type, params object[] axes)
    {
        _graph.Input.Add(Value(name, type, axes));
        return name;
    }

    public void Output(string name, DataType type, params object[] axes) => _graph.Output.Add(Value(name, type, axes));

    public string Constant(string stem, ReadOnlySpan<float> values, params int[] shape)
    {
        var tensor = new TensorProto { Name = Name(stem), DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(LittleEndian.Bytes(values)) };
        tensor.Dims.AddRange(shape.Select(axis => (long)axis));
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Whole numbers: one alone, or a list; the same ones are stored once.</summary>
    public string Whole(params long[] values) => Whole(values, list: true);

    public string Scalar(long value) => Whole([value], list: false);

    public string Node(string type, string[] inputs, params AttributeProto[] attributes)
    {
        string output = Name(type.ToLowerInvariant());
        Node(type, inputs, [output], attributes);
        return output;
    }

    public void Node(string type, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = Name(type) };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
    }

    public string Transpose(string input, params long[] order) => Node("Transpose", [input], Ints("perm", order));

    public string Squeeze(string input, long axis) => Node("Squeeze", [input, Whole(axis)]);

    public string Unsqueeze(string input, long axis) => Node("Unsqueeze", [input, Whole(axis)]);

    public string Gather(string input, long index, long axis) => Node("Gather", [input, Scalar(index)], Int("axis", axis));

    /// <summary>The first axis from its end to its start.</summary>
    public string Reversed(string input) => Node("Slice", [input, Whole(-1), Whole(long.MinValue), Whole(0), Whole(-1)]);

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Graph(string name, GraphProto value) => new() { Name = name, Type = AttributeType.Graph, G = value };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public static AttributeProto Floats(string name, params float[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    public static AttributeProto Texts(string name, params string[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    private string Whole(long[] values, bool list)
    {
        string key = $"{list}{string.Join(",", values)}";
        if (!_constants.TryGetValue(key, out string? name))
        {
            var tensor = new TensorProto { Name = Name("whole"), DataType = (int)DataType.Int64 };
            if (list)
            {
                tensor.Dims.Add(values.Length);
            }

            tensor.Int64Data.AddRange(values);
            _graph.Initializer.Add(tensor);
            _constants[key] = name = tensor.Name;
        }

        return name;
    }

    // an axis is a size or the name of one that is open
    private static ValueInfoProto Value(string name, DataType type, object[] axes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(axes.Select(axis => axis is string open
            ? new TensorShapeProto.Types.Dimension { DimParam = open }
            : new TensorShapeProto.Types.Dimension { DimValue = (int)axis }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
