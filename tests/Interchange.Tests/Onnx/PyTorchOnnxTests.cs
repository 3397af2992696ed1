using Recurrent;

namespace Interchange.Tests;

/// <summary>Graphs of another maker: PyTorch's own exporter.</summary>
public sealed class PyTorchOnnxTests : TempFolder
{
    [PythonTheory("torch")]
    [InlineData("LSTM", false, true, true)]
    [InlineData("LSTM", true, false, true)]
    [InlineData("LSTM", true, false, false)]
    [InlineData("GRU", false, false, true)]
    [InlineData("GRU", false, true, false)]
    [InlineData("RNN", false, true, true)]
    public void LoadOnnx_ReadsWhatPyTorchExports(string cell, bool bidirectional, bool last, bool open)
    {
        string spec = $$"""{"cell": "{{cell}}", "bidirectional": {{Word(bidirectional)}}, "last": {{Word(last)}}, "open": {{Word(open)}}}""";
        Python.RunScript("pytorch_onnx.py", spec, Place("m.onnx"), Place("x"), Place("y"));
        var model = Sequential.LoadOnnx(Place("m.onnx"));
        var x = SafetensorsFile.Open(Place("x")).Read<float>("x");
        Samples.AssertClose(SafetensorsFile.Open(Place("y")).Read<float>("y"), model.Predict(x), 1e-6, spec);
        Assert.Equal(bidirectional ? "Bidirectional" : cell.Replace("RNN", "SimpleRNN"), model.Layers[0].Type);
    }

    private static string Word(bool value) => value ? "true" : "false";
}
