using Recurrent;

namespace Interchange.Tests;

/// <summary>The README's lines from Keras to here and back do what they say.</summary>
public sealed class ReadmeTests : TempFolder
{
    [Fact]
    public void TenLines_RunAsTheyStand()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        int start = readme.IndexOf("using Interchange;\nusing Recurrent;\n\n", StringComparison.Ordinal);
        string[] block = [.. readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)].Split('\n').Skip(3).Select(line => line.Split("//")[0].TrimEnd())];
        Assert.Equal(
            [
                "var model = Sequential.LoadKeras(\"model.keras\");",
                "var x = new float[8, 5, 2];",
                "var y = model.Predict(x);",
                "model.Compile(new Adam(), \"mse\");",
                "model.Fit(x, y, epochs: 1);",
                "model.SaveKerasWeights(\"trained.weights.h5\");",
                "model.SaveOnnx(\"trained.onnx\");",
            ],
            block);
        File.Copy(Path.Combine(Repository.Root, "tests", "Interchange.Tests", "Keras", "files", "model.keras"), Place("model.keras"));

        var model = Sequential.LoadKeras(Place("model.keras"));
        var x = new float[8, 5, 2];
        var y = model.Predict(x);
        model.Compile(new Adam(), "mse");
        model.Fit(x, y, epochs: 1);
        model.SaveKerasWeights(Place("trained.weights.h5"));
        model.SaveOnnx(Place("trained.onnx"));
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
        Samples.AssertClose(model.Predict(x), Sequential.LoadOnnx(Place("trained.onnx")).Predict(x), 1e-6);
    }
}
