using System.IO.Compression;
using System.Text;
using Recurrent;

namespace Interchange.Tests;

/// <summary>
/// Files in Keras 3's layout; python/keras_files.py made those in the folder files, by h5py and Keras' source, without Keras itself.
/// </summary>
public sealed class KerasTests : TempFolder
{
    private static string Files { get; } = Path.Combine(Repository.Root, "tests", "Interchange.Tests", "Keras", "files");

    private static string KerasFile { get; } = Path.Combine(Files, "model.keras");

    private static string WeightsFile { get; } = Path.Combine(Files, "model.weights.h5");

    [Fact]
    public void LoadKeras_GivesLayersAndWeights()
    {
        var model = Sequential.LoadKeras(KerasFile);
        Assert.Equal(["LSTM", "LSTM", "Dropout", "Bidirectional", "Dense"], model.Layers.Select(l => l.Type));
        Assert.Equal(["first", "second", "both", "dense"], model.Variables.Select(v => v.Layer).Distinct());
        Assert.Equal([-1, 2], model.InputShape);
        var both = (Bidirectional)model.Layers[3];
        Assert.Equal((MergeMode.Sum, false, true), (both.MergeMode, both.ForwardLayer.GoBackwards, both.BackwardLayer.GoBackwards));
        var numbers = SafetensorsFile.Open(Path.Combine(Files, "weights.safetensors"));
        Assert.Equal(numbers.Read<float>("layers/lstm_1/cell/vars/1").ToArray(), model["second", "recurrent_kernel"].ToArray());
        Assert.Equal(numbers.Read<float>("layers/bidirectional/backward_layer/cell/vars/2").ToArray(), model["both", "backward/bias"].ToArray());
        Assert.Equal(numbers.Entries.Sum(e => e.End - e.Start) / sizeof(float), model.ParameterCount);
        Assert.Equal([4, 1], model.Predict(Samples.Normal(1, 4, 5, 2)).Shape);
    }

    [Fact]
    public void LoadKerasWeights_GivesTheSameOutputsAsTheArchive()
    {
        var whole = Sequential.LoadKeras(KerasFile);
        var model = Same();
        model.LoadKerasWeights(WeightsFile);
        var x = Samples.Normal(1, 4, 5, 2);
        Assert.Equal(whole.Predict(x).ToArray(), model.Predict(x).ToArray());
    }

    [Fact]
    public void SaveKerasWeights_IsReadBack()
    {
        var (first, second) = (Same(), Same());
        Samples.RandomizeWeights(first, 4);
        first.SaveKerasWeights(Place("m.weights.h5"));
        second.LoadKerasWeights(Place("m.weights.h5"));
        Assert.Equal(first.Variables.SelectMany(v => v.Value.ToArray()), second.Variables.SelectMany(v => v.Value.ToArray()));
    }

    [PythonFact("h5py")]
    public void SaveKerasWeights_IsReadByTheHdf5Library()
    {
        var model = Same();
        Samples.RandomizeWeights(model, 4);
        model.SaveKerasWeights(Place("m.weights.h5"));
        Python.RunScript("keras_files.py", "check", Place("m.weights.h5"), Place("out"));
        var found = SafetensorsFile.Open(Place("out"));
        Assert.Equal(model.Variables.Count, found.Entries.Count);
        Assert.Equal([3, 12], found.Entries.First(e => e.Name == "layers/lstm_1/cell/vars/0").Shape);
        Assert.Equal(model["second", "kernel"].ToArray(), found.Read<float>("layers/lstm_1/cell/vars/0").ToArray());
        Assert.Equal(model["both", "forward/bias"].ToArray(), found.Read<float>("layers/bidirectional/forward_layer/cell/vars/2").ToArray());
    }

    [Fact]
    public void LoadKerasWeights_OfAnotherShape_NamesItAndLeavesTheModel()
    {
        var model = Same(units: 4);
        float[] before = [.. model.Variables.SelectMany(v => v.Value.ToArray())];
        var error = Assert.Throws<InvalidDataException>(() => model.LoadKerasWeights(WeightsFile));
        Assert.Contains("layers/lstm/cell/vars/0 for first/kernel [2, 16] has the shape [2, 12]", error.Message);
        Assert.Equal(before, model.Variables.SelectMany(v => v.Value.ToArray()));
        var other = new Sequential(new Gru(3));
        other.Build(2);
        Assert.Contains("it lacks layers/gru/cell/vars/0", Assert.Throws<InvalidDataException>(() => other.LoadKerasWeights(WeightsFile)).Message);
    }

    [PythonFact("h5py")]
    public void LoadKerasWeights_TakesNoNumbersFromOtherFiles()
    {
        Python.RunScript("keras_files.py", "outside", Place("m.weights.h5"));
        Assert.Contains("layers/lstm/cell/vars/0 are not in the file itself", Assert.Throws<InvalidDataException>(() => Same().LoadKerasWeights(Place("m.weights.h5"))).Message);
    }

    [Fact]
    public void LoadKerasWeights_CutShort_IsAnError()
    {
        byte[] bytes = File.ReadAllBytes(WeightsFile);
        var model = Same();
        foreach (int length in (int[])[0, 3, 8, 50, 200, 2000, bytes.Length / 2])
        {
            File.WriteAllBytes(Place("cut"), bytes[..length]);
            Assert.Throws<InvalidDataException>(() => model.LoadKerasWeights(Place("cut")));
        }
    }

    [Theory]
    [InlineData("\"Sequential\"", "\"Functional\"", "holds a Functional model")]
    [InlineData("\"class_name\": \"Dropout\"", "\"class_name\": \"Conv1D\"", "the layer \"dropout\" is of type Conv1D")]
    [InlineData("\"linear\"", "\"gelu\"", "the activation \"gelu\"")]
    [InlineData("\"sum\"", "\"max\"", "the merge_mode \"max\"")]
    public void LoadKeras_NamesWhatItDoesNotKnow(string from, string to, string message)
    {
        Assert.Contains(message, Assert.Throws<NotSupportedException>(() => Sequential.LoadKeras(Changed(from, to))).Message);
    }

    [Theory]
    [InlineData("\"units\": 3", "\"units\": 2000000000")]
    [InlineData("\"units\": 3", "\"units\": -3")]
    [InlineData("\"units\": 3", "\"units\": 5")]
    [InlineData("\"units\": 3", "\"unit\": 3")]
    [InlineData("\"rate\": 0.25", "\"rate\": 7")]
    [InlineData("{\"module\"", "{module")]
    public void LoadKeras_RefusesLayersThatCannotBe(string from, string to)
    {
        Assert.Throws<InvalidDataException>(() => Sequential.LoadKeras(Changed(from, to)));
    }

    [Fact]
    public void LoadKeras_OfAnotherFile_IsAnError()
    {
        File.WriteAllText(Place("text"), "no archive");
        Assert.Throws<InvalidDataException>(() => Sequential.LoadKeras(Place("text")));
        byte[] bytes = File.ReadAllBytes(KerasFile);
        File.WriteAllBytes(Place("cut"), bytes[..^20]);
        Assert.Throws<InvalidDataException>(() => Sequential.LoadKeras(Place("cut")));
        Assert.Contains("no group \"layers\"", Assert.Throws<InvalidDataException>(() => Sequential.LoadKeras(Changed("layers/", "laybers/", weights: true))).Message);
    }

    [Fact]
    public void SaveKerasWeights_SaysWhatKerasLacks()
    {
        var model = new Sequential(new MinLstm(2));
        model.Build(3);
        Assert.Contains("MinLSTM", Assert.Throws<NotSupportedException>(() => model.SaveKerasWeights(Place("m.weights.h5"))).Message);
    }

    private static Sequential Same(int units = 3)
    {
        var model = new Sequential(
            new Lstm(units, returnSequences: true, name: "first"),
            new Lstm(units, returnSequences: true, name: "second"),
            new Dropout(0.25),
            new Bidirectional(new Gru(2), MergeMode.Sum, name: "both"),
            new Dense(1));
        model.Build(2);
        return model;
    }

    // the archive with other words in its configuration, or with weights of a model without layers
    private string Changed(string from, string to, bool weights = false)
    {
        string path = Place("changed.keras");
        File.Copy(KerasFile, path, overwrite: true);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        if (weights)
        {
            var entry = archive.GetEntry("model.weights.h5")!;
            byte[] bytes = Read(entry);
            int at = bytes.AsSpan().IndexOf("layers\0"u8);
            "lawyer"u8.CopyTo(bytes.AsSpan(at));
            Replace(archive, entry, bytes);
            return path;
        }

        var config = archive.GetEntry("config.json")!;
        string text = Encoding.UTF8.GetString(Read(config));
        Assert.Contains(from, text);
        Replace(archive, config, Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        return path;
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void Replace(ZipArchive archive, ZipArchiveEntry entry, byte[] bytes)
    {
        string name = entry.FullName;
        entry.Delete();
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(bytes);
    }
}
