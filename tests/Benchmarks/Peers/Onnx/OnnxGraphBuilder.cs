using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Benchmarks.Peers.Onnx;

/// <summary>Puts nodes, constants, inputs and outputs together to an ONNX model.</summary>
internal sealed class OnnxGraphBuilder
{
    private const int IrVersion = 8;
    private const int Opset = 17;
    private readonly GraphProto _graph = new() { Name = "benchmark" };
    private int _names;

    /// <summary>A fresh name.</summary>
    public string Name(string prefix) => $"{prefix}_{_names++}";

    public void Input(string name, params int[] shape) => _graph.Input.Add(Value(name, shape));

    public void Output(string name, params int[] shape) => _graph.Output.Add(Value(name, shape));

    /// <summary>A constant of floats; its name.</summary>
    public string Constant(string prefix, ReadOnlySpan<float> values, params int[] shape)
    {
        var tensor = new TensorProto
        {
            Name = Name(prefix),
            DataType = (int)TensorProto.Types.DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.AddRange(shape.Select(s => (long)s));
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>The same elements under another shape; the name of the result.</summary>
    public string Reshape(string input, params long[] shape)
    {
        var tensor = new TensorProto { Name = Name("shape"), DataType = (int)TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(shape.Length);
        tensor.Int64Data.AddRange(shape);
        _graph.Initializer.Add(tensor);
        string output = Name("reshaped");
        Node("Reshape", [input, tensor.Name], [output]);
        return output;
    }

    /// <summary>Axes in another order; the name of the result.</summary>
    public string Transpose(string input, params long[] order)
    {
        string output = Name("transposed");
        var attribute = new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(order);
        Node("Transpose", [input], [output], attribute);
        return output;
    }

    public void Node(string type, IEnumerable<string> inputs, IEnumerable<string> outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = Name(type) };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
    }

    public byte[] ToModel()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "benchmark", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        return model.ToByteArray();
    }

    private static ValueInfoProto Value(string name, int[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(s => new TensorShapeProto.Types.Dimension { DimValue = s }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
