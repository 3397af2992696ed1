using Recurrent;

namespace Interchange.Tests;

public sealed class SafetensorsExtensionsTests : TempFolder
{
    private string File1 => Place("m.safetensors");

    [Fact]
    public void LoadSafetensors_GivesEveryWeightBack()
    {
        Sequential New()
        {
            var model = new Sequential(new Bidirectional(new Gru(3, returnSequences: true)), new Lstm(4, name: "mine"), new Dense(2));
            model.Build(2);
            return model;
        }

        var first = New();
        Samples.RandomizeWeights(first, 3);
        first.SaveSafetensors(File1);
        var names = SafetensorsFile.Open(File1).Entries.ToDictionary(e => e.Name, e => e.Shape);
        Assert.Equal([2, 9], names["bidirectional/backward/bias"]);
        Assert.Equal([6, 16], names["mine/kernel"]);
        var second = New();
        second.LoadSafetensors(File1);
        Assert.Equal(first.Variables.SelectMany(v => v.Value.ToArray()), second.Variables.SelectMany(v => v.Value.ToArray()));
        var inDouble = new Sequential<double>([.. first.Layers]);
        inDouble.Build(2);
        inDouble.LoadSafetensors(File1);
        Assert.Equal(first[1, "bias"].ToArray(), inDouble[1, "bias"].Cast<float>().ToArray());
    }

    [Fact]
    public void LoadSafetensors_OfAnotherShape_NamesItAndLeavesTheModel()
    {
        Built(new Lstm(4), new Dense(1)).SaveSafetensors(File1);
        var model = Built(new Lstm(3), new Dense(1));
        float[] before = [.. model.Variables.SelectMany(v => v.Value.ToArray())];
        var error = Assert.Throws<InvalidDataException>(() => model.LoadSafetensors(File1));
        Assert.Contains("its weight for lstm/kernel [2, 12] has the shape [2, 16]", error.Message);
        Assert.Equal(before, model.Variables.SelectMany(v => v.Value.ToArray()));
    }

    [Fact]
    public void LoadSafetensors_OfAnotherModel_NamesWhatIsMissing()
    {
        Built(new Gru(4), new Dense(1)).SaveSafetensors(File1);
        var error = Assert.Throws<InvalidDataException>(() => Built(new Lstm(4)).LoadSafetensors(File1));
        Assert.Contains("it lacks lstm/kernel, lstm/recurrent_kernel, lstm/bias; the model has no", error.Message);
    }

    [Fact]
    public void SaveSafetensors_OfAModelWithoutWeights_SaysSo()
    {
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).SaveSafetensors(File1));
    }

    private static Sequential Built(params Layer[] layers)
    {
        var model = new Sequential(layers);
        model.Build(2);
        return model;
    }
}
