namespace Recurrent.Tests;

/// <summary>A wide batch goes through a long sequence in windows, a narrow one as a whole; both give the same bits.</summary>
public class PredictionWindowTests
{
    private const int Batch = 64, Steps = 75;

    public static TheoryData<string> Names() => [.. Layers.Keys];

    private static Dictionary<string, Func<Layer[]>> Layers { get; } = new()
    {
        ["lstm"] = () => [new Lstm(64, returnSequences: true), new SimpleRnn(16, returnSequences: true), new Dense(2)],
        ["gru"] = () => [new Gru(64, returnSequences: true), new Gru(9, resetAfter: false, returnSequences: true)],
        ["one output"] = () => [new MinLstm(64, returnSequences: true), new Lstm(8), new Dense(2)],
        ["zero for masked steps"] = () => [new Lstm(64, returnSequences: true, zeroOutputForMask: true), new DiagonalLinear(4, returnSequences: true)],
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_GivesTheBitsOfOneWindow(string name)
    {
        var model = new Sequential(Layers[name]());
        var x = Samples.Normal<float>(1, Batch, Steps, 3);
        var mask = new Tensor<float>(Batch, Steps);
        var random = new Xoshiro(2);
        foreach (ref float kept in mask.AsSpan())
        {
            kept = random.NextIndex(4) == 0 ? 0 : 1;
        }

        foreach (var inputs in (Inputs<float>[])[x, new Inputs<float>(x).WithMask(0, mask)])
        {
            var (windows, states) = model.PredictWithStates(inputs, batchSize: Batch);
            var (whole, end) = model.PredictWithStates(inputs, batchSize: 2);
            Samples.AssertSameBits<float>(whole.AsSpan(), windows.AsSpan());
            for (int layer = 0; layer < states.Count; layer++)
            {
                for (int s = 0; s < states[layer].Length; s++)
                {
                    Samples.AssertSameBits<float>(end[layer][s].AsSpan(), states[layer][s].AsSpan());
                }
            }
        }
    }

    [Fact]
    public void Predict_OfAStatefulModelGoesOnAfterTheLastWindow()
    {
        var x = Samples.Normal<float>(1, Batch, 2 * Steps, 3);
        Sequential Model(bool stateful) => new(new Lstm(64, returnSequences: true, stateful: stateful), new Dense(2));
        var whole = Model(stateful: false).Predict(x, batchSize: 2);
        var model = Model(stateful: true);
        for (int part = 0; part < 2; part++)
        {
            var half = new Tensor<float>(Batch, Steps, 3);
            for (int b = 0; b < Batch; b++)
            {
                x.Row(b).Slice(part * Steps * 3, Steps * 3).CopyTo(half.Row(b));
            }

            var output = model.Predict(half, batchSize: Batch);
            for (int b = 0; b < Batch; b++)
            {
                Samples.AssertSameBits<float>(whole.Row(b).Slice(part * Steps * 2, Steps * 2), output.Row(b));
            }
        }
    }
}
