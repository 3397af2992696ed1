using Onnx;

namespace Interchange;

/// <summary>
/// One step of a cell that is written as a Scan: the new state by the state h, the parts u0, u1, ... of the input and constants. A masked one
/// also has the last output o and whether the step counts, m.
/// </summary>
/// <param name="Step">The new state as a text.</param>
/// <param name="Constants">What # stands for in it.</param>
/// <param name="Parts">How many parts of the input it reads.</param>
/// <param name="Masked">Whether steps can be skipped.</param>
/// <param name="Zero">Whether the output of a skipped step is zero.</param>
internal sealed record OnnxScanBody(string Step, IReadOnlyList<OnnxTensor> Constants, int Parts, bool Masked, bool Zero)
{
    public static OnnxScanBody Read(OnnxNode node, string source, string? folder)
    {
        var body = node.Attribute("body")?.G ?? throw node.Wrong("has no body");
        long parts = node.Int("num_scan_inputs", 0), states = body.Input.Count - parts;
        bool masked = states == 2;
        int ends = masked ? 3 : 2;
        if (states is not (1 or 2) || parts < (masked ? 2 : 1) || body.Output.Count != ends)
        {
            throw node.NotSupported("it does not step with one state, as a recurrent layer does");
        }

        string[] letters = masked ? ["h", "o", .. Inputs(parts - 1), "m"] : ["h", .. Inputs(parts)];
        var values = Values(node, body, letters, source, folder);
        var outputs = body.Output.Select(o => values.GetValueOrDefault(o.Name) as OnnxFormula ?? throw node.Wrong($"has a body without the output \"{o.Name}\"")).ToList();
        return masked ? Masks(node, outputs, letters.Length - 3) : Plain(node, outputs, letters.Length - 1);
    }

    private static IEnumerable<string> Inputs(long count) => Enumerable.Range(0, (int)count).Select(k => $"u{k}");

    private static Dictionary<string, OnnxValue> Values(OnnxNode node, GraphProto body, string[] letters, string source, string? folder)
    {
        var values = new Dictionary<string, OnnxValue>(StringComparer.Ordinal);
        foreach (var (input, letter) in body.Input.Zip(letters))
        {
            Set(input.Name, new OnnxLetter(letter));
        }

        foreach (var constant in body.Initializer)
        {
            Set(constant.Name, new OnnxConstant(OnnxTensor.Read(constant, source, folder)));
        }

        foreach (var inner in body.Node.Select(n => new OnnxNode(n, source)))
        {
            OnnxValue[] arguments = [.. inner.Inputs.Select(i => values.GetValueOrDefault(i) ?? throw inner.Wrong($"reads \"{i}\", which nothing in the body of its Scan makes"))];
            string name = inner.Outputs.Count == 1 ? inner.Outputs[0] : throw inner.NotSupported("a step of a layer is not written with it");
            Set(name, inner.Type == "Identity" && arguments is [OnnxFormula same] ? same : new OnnxFormula(inner, Operator(inner), arguments));
        }

        return values;

        void Set(string name, OnnxValue value)
        {
            if (!values.TryAdd(name, value))
            {
                throw node.Wrong($"has a body with two values of the name \"{name}\"");
            }
        }
    }

    private static string Operator(OnnxNode node) => node.Type == "Softmax" ? $"Softmax[{node.Int("axis", -1)}]" : node.Type;

    private static OnnxScanBody Plain(OnnxNode node, List<OnnxFormula> outputs, int parts)
    {
        var step = outputs[0].Read();
        return outputs[0] == outputs[1]
            ? new OnnxScanBody(step.Text, step.Constants, parts, false, false)
            : throw node.NotSupported("its steps hand on something else than the state");
    }

    // the state is kept where a step does not count; the output is the one before, or zero
    private static OnnxScanBody Masks(OnnxNode node, List<OnnxFormula> outputs, int parts)
    {
        if (outputs[0] is { Operator: "Where", Arguments: [OnnxLetter { Name: "m" }, OnnxFormula next, OnnxLetter { Name: "h" }] }
            && outputs[1] is { Operator: "Where", Arguments: [OnnxLetter { Name: "m" }, OnnxFormula handed, OnnxLetter { Name: "o" } or OnnxConstant { Tensor.IsZero: true }] }
            && next == handed && outputs[1] == outputs[2])
        {
            var step = next.Read();
            return new OnnxScanBody(step.Text, step.Constants, parts, true, outputs[1].Arguments[2] is OnnxConstant);
        }

        throw node.NotSupported("its steps are skipped in another way than a recurrent layer does");
    }
}
