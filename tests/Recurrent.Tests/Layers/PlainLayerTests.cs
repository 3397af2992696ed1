using CsCheck;

namespace Recurrent.Tests;

/// <summary>Layers with any options, masks and initial states against the plain ones, on random sizes.</summary>
public class PlainLayerTests
{
    private static readonly Gen<Setting> Settings =
        from kind in Gen.OneOfConst("simple", "lstm", "gru", "gru before")
        from phi in Gen.OneOfConst(Activation.Tanh, Activation.Sigmoid, Activation.Relu, Activation.Linear)
        from sigma in Gen.OneOfConst(Activation.Sigmoid, Activation.Tanh, Activation.Relu, Activation.Linear)
        from flags in Gen.Int[0, 63]
        from merge in Gen.Enum<MergeMode>()
        from units in Gen.Int[1, 4]
        from features in Gen.Int[1, 3]
        from samples in Gen.Int[1, 3]
        from steps in Gen.Int[1, 6]
        from seed in Gen.Int[0, 1_000_000]
        select new Setting(kind, phi, sigma, flags, merge, units, features, samples, steps, seed);

    [Fact]
    public void Layers_EqualThePlainOnes() => Settings.Sample(CheckOne, iter: 400, threads: 1);

    [Fact]
    public void Bidirectional_EqualsThePlainOnes() => Settings.Sample(CheckBoth, iter: 400, threads: 1);

    private static void CheckOne(Setting s)
    {
        var layer = s.Layer(s.Flag(0));
        var model = s.Model(layer);
        var plain = new PlainLayer(layer, model, "");
        var initial = s.Initial(layer is Lstm ? 2 : 1);
        var (output, states) = model.PredictWithStates(s.Inputs(initial));
        for (int n = 0; n < s.Samples; n++)
        {
            var (steps, final) = plain.Run(s.X(n), s.Mask(n), s.Flag(3) ? [.. initial.Select(i => i.Row(n).ToArray())] : null);
            AssertNear(s.Sequences ? steps.SelectMany(v => v) : steps[^1], output.Row(n));
            for (int k = 0; k < final.Length; k++)
            {
                AssertNear(final[k], states[0][k].Row(n));
            }
        }
    }

    private static void CheckBoth(Setting s)
    {
        var forward = s.Layer(backwards: false);
        var both = new Bidirectional(forward, s.Merge);
        var model = s.Model(both);
        int count = forward is Lstm ? 2 : 1;
        var initial = s.Initial(2 * count);
        var outputs = model.PredictOutputs(s.Inputs(initial));
        for (int n = 0; n < s.Samples; n++)
        {
            double[][]? Start(int first) => s.Flag(3) ? [.. initial.Skip(first).Take(count).Select(i => i.Row(n).ToArray())] : null;
            var f = new PlainLayer(both.ForwardLayer, model, "forward/").Run(s.X(n), s.Mask(n), Start(0)).Outputs;
            var b = new PlainLayer(both.BackwardLayer, model, "backward/").Run(s.X(n), s.Mask(n), Start(count)).Outputs;
            if (s.Sequences)
            {
                b.Reverse();
            }

            var steps = s.Sequences ? f.Zip(b) : [(f[^1], b[^1])];
            if (s.Merge == MergeMode.None)
            {
                AssertNear(steps.SelectMany(p => p.First), outputs[0].Row(n));
                AssertNear(steps.SelectMany(p => p.Second), outputs[1].Row(n));
            }
            else
            {
                AssertNear(steps.SelectMany(p => Merged(s.Merge, p.First, p.Second)), outputs[0].Row(n));
            }
        }
    }

    private static IEnumerable<double> Merged(MergeMode mode, double[] f, double[] b) => mode switch
    {
        MergeMode.Concat => f.Concat(b),
        MergeMode.Sum => f.Zip(b, (x, y) => x + y),
        MergeMode.Average => f.Zip(b, (x, y) => (x + y) / 2),
        _ => f.Zip(b, (x, y) => x * y),
    };

    private static void AssertNear(IEnumerable<double> expected, Span<double> actual)
    {
        double[] wanted = [.. expected];
        Assert.Equal(wanted.Length, actual.Length);
        for (int k = 0; k < wanted.Length; k++)
        {
            Assert.True(Math.Abs(wanted[k] - actual[k]) <= 1e-11 * Math.Max(1, Math.Abs(wanted[k])), $"element {k}: expected {wanted[k]:R}, got {actual[k]:R}");
        }
    }

    // flags: 0 backwards, 1 sequences, 2 mask, 3 initial state, 4 no bias, 5 zero output for mask
    private sealed record Setting(
        string Kind, Activation Phi, Activation Sigma, int Flags, MergeMode Merge, int Units, int Features, int Samples, int Steps, int Seed)
    {
        public bool Sequences => Flag(1);

        private Tensor<double> Data => Recurrent.Tests.Samples.Normal<double>(Seed, Samples, Steps, Features);

        public bool Flag(int bit) => (Flags >> bit & 1) == 1;

        public RecurrentLayer Layer(bool backwards) => Kind switch
        {
            "simple" => new SimpleRnn(Units, Phi, !Flag(4), Sequences, backwards, zeroOutputForMask: Flag(5)),
            "lstm" => new Lstm(Units, Phi, Sigma, !Flag(4), Sequences, backwards, zeroOutputForMask: Flag(5)),
            _ => new Gru(Units, Phi, Sigma, !Flag(4), Sequences, backwards, zeroOutputForMask: Flag(5), resetAfter: Kind == "gru"),
        };

        public Sequential<double> Model(Layer layer)
        {
            var model = new Sequential<double>(layer);
            model.Build(Features);
            Recurrent.Tests.Samples.RandomizeWeights(model, Seed);
            return model;
        }

        public double[][] X(int n) => [.. Enumerable.Range(0, Steps).Select(t => Data.Row(n).Slice(t * Features, Features).ToArray())];

        // about one step in three is skipped
        public bool[]? Mask(int n) => !Flag(2) ? null : [.. Enumerable.Range(0, Steps).Select(t => Recurrent.Tests.Samples.Normal<double>(Seed + 1, Samples, Steps)[n, t] > -0.4)];

        public Tensor<double>[] Initial(int count) => [.. Enumerable.Range(0, count).Select(k => Recurrent.Tests.Samples.Normal<double>(Seed + 2 + k, Samples, Units))];

        public Inputs<double> Inputs(Tensor<double>[] initial)
        {
            Inputs<double> inputs = Data;
            if (Flag(2))
            {
                var mask = new Tensor<double>(Samples, Steps);
                for (int n = 0; n < Samples; n++)
                {
                    Mask(n)!.Select(counts => counts ? 1.0 : 0).ToArray().CopyTo(mask.Row(n));
                }

                inputs = inputs.WithMask(0, mask);
            }

            return Flag(3) ? inputs.WithInitialState(0, initial) : inputs;
        }
    }
}
