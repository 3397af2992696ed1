namespace Interchange;

/// <summary>An expression over what layers hand on that is no layer yet; nodes are added to it until it is one.</summary>
/// <param name="Node">The node on top, for messages.</param>
/// <param name="Operator">What it does, with the attributes that matter.</param>
/// <param name="Arguments">What it is applied to.</param>
internal sealed record OnnxFormula(OnnxNode Node, string Operator, IReadOnlyList<OnnxValue> Arguments) : OnnxValue
{
    // more than any layer is written with; what a file may ask for grows twofold with every node
    private const int LargestSize = 64;

    private int Size { get; } = 1 + Arguments.Sum(a => a is OnnxFormula inner ? inner.Size : 1) is var size && size <= LargestSize
        ? size
        : throw Node.NotSupported("no layer of the engine is written with an expression that long");

    /// <summary>
    /// The expression as a text that can be compared, such as <c>Mul(a, #)</c>: streams are a, b, ... in the order in which they come, constants #,
    /// inputs of a Scan's body their own letters.
    /// </summary>
    public OnnxFormulaText Read()
    {
        var text = new OnnxFormulaText();
        text.Append(this);
        return text;
    }
}

/// <summary>An input of a Scan's body.</summary>
internal sealed record OnnxLetter(string Name) : OnnxValue;

/// <summary>A formula as text, with the streams and constants that its signs stand for.</summary>
internal sealed class OnnxFormulaText
{
    private readonly List<OnnxStream> _streams = [];
    private readonly List<OnnxTensor> _constants = [];

    public string Text { get; private set; } = "";

    public IReadOnlyList<OnnxStream> Streams => _streams;

    public IReadOnlyList<OnnxTensor> Constants => _constants;

    public void Append(OnnxValue value) => Text += Of(value);

    private string Of(OnnxValue value)
    {
        switch (value)
        {
            case OnnxFormula formula:
                return $"{formula.Operator}({string.Join(", ", formula.Arguments.Select(Of))})";
            case OnnxLetter letter:
                return letter.Name;
            case OnnxConstant constant:
                _constants.Add(constant.Tensor);
                return "#";
            case OnnxStream stream:
                int at = _streams.IndexOf(stream);
                if (at < 0)
                {
                    at = _streams.Count;
                    _streams.Add(stream);
                }

                return ((char)('a' + at)).ToString();
            default:
                return "?";
        }
    }
}
