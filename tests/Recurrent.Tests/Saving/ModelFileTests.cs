namespace Recurrent.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string File1 => Path.Combine(_folder, "model.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_GivesEveryLayerAndWeightBack()
    {
        var model = new Sequential(
            new Dropout(0.1),
            new Lstm(4, Activation.Relu, Activation.Tanh, returnSequences: true, stateful: true, dropout: 0.2, forgetBias: 3, recurrentInitializer: Initializer.Normal(0, 0.3)),
            new Bidirectional(new Gru(3, resetAfter: false, returnSequences: true, zeroOutputForMask: true), MergeMode.Average),
            new MinLstm(4, parallelScan: true, returnSequences: true, biasInitializer: Initializer.Chrono(9)),
            new DiagonalLinear(4, [0.9, 0.8], [0.1, 0.2], returnSequences: true, useBias: false),
            new SimpleRnn(3, goBackwards: true, returnSequences: true, name: "mine"),
            new AttentionReadout(3),
            new Dense(2, Activation.Softmax, kernelInitializer: Initializer.HeNormal));
        var x = Samples.Normal<float>(1, 5, 6, 2);
        var before = model.Predict(x);
        model.Save(File1);
        var loaded = Sequential<float>.Load(File1);
        model.ResetStates();
        Samples.AssertSameBits<float>(before.AsSpan(), loaded.Predict(x).AsSpan());
        Assert.Equal(model.Layers.Select(l => l.Type), loaded.Layers.Select(l => l.Type));
        Assert.Equal(model.Variables.Select(v => v.ToString()), loaded.Variables.Select(v => v.ToString()));
        Assert.Single(Directory.GetFiles(_folder));

        // the descriptions are the same too: saved again they give the same bytes
        byte[] first = File.ReadAllBytes(File1);
        loaded.Save(File1);
        Assert.Equal(first, File.ReadAllBytes(File1));
        Assert.Equal(before.Shape, Sequential<double>.Load(File1).Predict(x.Cast<double>()).Shape);
    }

    [Fact]
    public void Load_TakesAnEmbedding()
    {
        var model = new Sequential(new Embedding(5, 3), new Lstm(2));
        var x = Samples.Indices<float>(1, 5, 4, 6);
        var before = model.Predict(x);
        model.Save(File1);
        Samples.AssertSameBits<float>(before.AsSpan(), Sequential<float>.Load(File1).Predict(x).AsSpan());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(-1)]
    [InlineData(-33)]
    public void Load_RefusesATruncatedFile(int length)
    {
        Small(3).Save(File1);
        byte[] bytes = File.ReadAllBytes(File1);
        File.WriteAllBytes(File1, bytes[..(length < 0 ? bytes.Length + length : length)]);
        Assert.Throws<InvalidDataException>(() => Sequential<float>.Load(File1));
    }

    [Fact]
    public void Load_RefusesEveryChangedByte()
    {
        Small(2).Save(File1);
        byte[] bytes = File.ReadAllBytes(File1);
        for (int k = 0; k < bytes.Length; k++)
        {
            byte[] changed = [.. bytes];
            changed[k] ^= 0x10;
            File.WriteAllBytes(File1, changed);
            Assert.Throws<InvalidDataException>(() => Sequential<float>.Load(File1));
        }
    }

    [Fact]
    public void Load_NamesAForeignFile()
    {
        File.WriteAllText(File1, "PK\u0003\u0004 something else, long enough to be one");
        var error = Assert.Throws<InvalidDataException>(() => Sequential<float>.Load(File1));
        Assert.Contains("starts with \"PK?? som\"; expected \"RECURRNT\"", error.Message);
    }

    [Fact]
    public void LoadWeights_RefusesAnotherModelAndLeavesThisOne()
    {
        Small(3).Save(File1);
        var other = Small(4);
        float[] before = [.. other.Variables.SelectMany(v => v.Value.ToArray())];
        var error = Assert.Throws<InvalidDataException>(() => other.LoadWeights(File1));
        Assert.Contains("its weight 0 is lstm/kernel [2, 12]; expected lstm/kernel [2, 16]", error.Message);
        Assert.Equal(before, other.Variables.SelectMany(v => v.Value.ToArray()));
    }

    [Fact]
    public void LoadWeights_TakesThoseOfTheSameModel()
    {
        var first = Small(3);
        first.Save(File1);
        var second = Small(3);
        second.Variables[0].AsSpan().Clear();
        second.LoadWeights(File1);
        Assert.Equal(first[0, "kernel"].ToArray(), second[0, "kernel"].ToArray());
    }

    [Fact]
    public void Save_LeavesTheOldFileWhereItCannotWrite()
    {
        Directory.CreateDirectory(File1);
        Assert.ThrowsAny<Exception>(() => Small(3).Save(File1));
        Assert.True(Directory.Exists(File1));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static Sequential Small(int units)
    {
        var model = new Sequential(new Lstm(units), new Dense(1));
        model.Build(2);
        return model;
    }
}
