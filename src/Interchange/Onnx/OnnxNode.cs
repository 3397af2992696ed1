using Onnx;

namespace Interchange;

/// <summary>A node of a graph that is read, with its attributes by name.</summary>
internal sealed class OnnxNode(NodeProto proto, string source)
{
    private readonly Dictionary<string, AttributeProto> _attributes = Attributes(proto, source);

    public string Type { get; } = proto.Domain is "" or "ai.onnx" ? proto.OpType : $"{proto.Domain}.{proto.OpType}";

    public IReadOnlyList<string> Inputs => proto.Input;

    public IReadOnlyList<string> Outputs => proto.Output;

    public AttributeProto? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public long Int(string name, long otherwise) => Attribute(name)?.I ?? otherwise;

    public long[] Ints(string name) => Attribute(name) is { } attribute ? [.. attribute.Ints] : [];

    public string Text(string name, string otherwise) => Attribute(name)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>The name of an input, or null where it is left out.</summary>
    public string? Input(int index) => index < proto.Input.Count && proto.Input[index].Length > 0 ? proto.Input[index] : null;

    public NotSupportedException NotSupported(string why) => new($"{source}: the operator {Type} (node \"{proto.Name}\") cannot be read here: {why}.");

    public InvalidDataException Wrong(string why) => new($"{source}: the operator {Type} (node \"{proto.Name}\") {why}.");

    private static Dictionary<string, AttributeProto> Attributes(NodeProto proto, string source)
    {
        string? twice = proto.Attribute.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null
            ? proto.Attribute.ToDictionary(a => a.Name, StringComparer.Ordinal)
            : throw new InvalidDataException($"{source}: the node \"{proto.Name}\" has the attribute \"{twice}\" twice.");
    }
}
