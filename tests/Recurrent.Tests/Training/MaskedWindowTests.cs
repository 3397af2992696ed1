namespace Recurrent.Tests;

/// <summary>Truncated backpropagation of sequences with masks.</summary>
public class MaskedWindowTests
{
    private const int Rows = 4;
    private const int Steps = 9;

    private static readonly Tensor<double> X = Samples.Normal<double>(1, Rows, Steps, 2);
    private static readonly Tensor<double> Y = Samples.Normal<double>(2, Rows, Steps, 1);

    public static TheoryData<string> Kinds() => ["simple", "lstm", "gru"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AMaskedStepInAWindow_EqualsThatStepLeftOut(string kind)
    {
        // of each window of 3 steps another one is skipped: the second, the first, the last
        int[] skipped = [1, 3, 8];
        int[] kept = [.. Enumerable.Range(0, Steps).Except(skipped)];
        Tensor<double> weight = new(Rows, Steps), x = new(Rows, kept.Length, 2), y = new(Rows, kept.Length, 1);
        for (int n = 0; n < Rows; n++)
        {
            for (int k = 0; k < kept.Length; k++)
            {
                weight[n, kept[k]] = 1;
                X.Row(n).Slice(kept[k] * 2, 2).CopyTo(x.Row(n)[(k * 2)..]);
                y[n, k, 0] = Y[n, kept[k], 0];
            }
        }

        // the weights leave out the loss of the skipped steps
        var masked = Model(kind);
        Inputs<double> inputs = X;
        double loss = masked.TrainOnBatch(inputs.WithMask(0, weight), Y, weight, new Truncation(3));
        var shorter = Model(kind);
        Assert.Equal(shorter.TrainOnBatch(x, y, truncation: new Truncation(2)), loss, 1e-12);
        AssertNear(Gradients(shorter), Gradients(masked));

        // the windows do cut: the whole sequence has another gradient
        shorter.TrainOnBatch(x, y);
        Assert.Contains(Gradients(shorter).Zip(Gradients(masked)), p => Math.Abs(p.First - p.Second) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Windows_RepeatTheOutputBeforeThem(string kind)
    {
        // rows that skip the start, edges of windows, whole windows, nothing
        int[][] skipped = [[0, 1, 2, 3], [2, 3, 6], [3, 4, 5, 6, 7, 8], []];
        var mask = new Tensor<double>(Rows, Steps);
        mask.AsSpan().Fill(1);
        for (int n = 0; n < Rows; n++)
        {
            foreach (int t in skipped[n])
            {
                mask[n, t] = 0;
            }
        }

        int states = kind == "lstm" ? 2 : 1;
        var inputs = new Inputs<double>(X).WithMask(0, mask).WithInitialState(0, [.. Enumerable.Range(3, states).Select(seed => Samples.Normal<double>(seed, Rows, 3))]);
        var model = Model(kind);
        double whole = model.TrainOnBatch(inputs, Y);
        double[] gradients = Gradients(model);
        foreach (var truncation in (Truncation[])[new(1), new(2), new(3), new(4, 3), new(7, 2), new(20, 3)])
        {
            Assert.Equal(whole, model.TrainOnBatch(inputs, Y, truncation: truncation), 1e-12);
        }

        model.TrainOnBatch(inputs, Y, truncation: new Truncation(Steps));
        AssertNear(gradients, Gradients(model));

        // short steps, gradients that go back to the start all the same
        model.TrainOnBatch(inputs, Y, truncation: new Truncation(Steps, 2));
        AssertNear(gradients, Gradients(model));
    }

    private static Sequential<double> Model(string kind)
    {
        Layer layer = kind switch
        {
            "simple" => new SimpleRnn(3, returnSequences: true),
            "lstm" => new Lstm(3, returnSequences: true),
            _ => new Gru(3, returnSequences: true),
        };
        var model = new Sequential<double>(layer, new Dense(1));
        model.Build(2);
        Samples.RandomizeWeights(model, 5);
        model.Compile(new Sgd(0.0), new MeanSquaredError { Reduction = Reduction.Sum });
        return model;
    }

    private static double[] Gradients(Sequential<double> model) => [.. model.Variables.SelectMany(v => v.Gradient.ToArray())];

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-12));
    }
}
