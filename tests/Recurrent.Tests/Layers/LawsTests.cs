using CsCheck;

namespace Recurrent.Tests;

/// <summary>Laws that hold for every recurrent layer, on random sizes and data.</summary>
public class LawsTests
{
    private const long Runs = 40;

    private static readonly Gen<Setting> Settings =
        from kind in Gen.OneOfConst("simple", "lstm", "gru", "gru before", "min", "min scan", "diagonal", "diagonal complex")
        from units in Gen.Int[1, 5]
        from features in Gen.Int[1, 4]
        from samples in Gen.Int[1, 5]
        from steps in Gen.Int[1, 9]
        from seed in Gen.Int[0, 1_000_000]
        select new Setting(kind, units, features, samples, steps, seed);

    [Fact]
    public void OnePass_EqualsTwoPassesCarryingTheState()
    {
        Check(s =>
        {
            var x = s.X(2 * s.Steps);
            var model = s.Model(sequences: true);
            var (whole, end) = model.PredictWithStates(x);
            var (first, middle) = model.PredictWithStates(Part(x, 0, s.Steps));
            Inputs<double> rest = Part(x, s.Steps, s.Steps);
            var (second, last) = model.PredictWithStates(rest.WithInitialState(0, middle[0]));
            AssertNear(Part(whole, 0, s.Steps), first);
            AssertNear(Part(whole, s.Steps, s.Steps), second);
            AssertNear(end[0][0], last[0][0]);

            var stateful = s.Model(sequences: true, stateful: true);
            AssertNear(first, stateful.Predict(Part(x, 0, s.Steps)));
            AssertNear(second, stateful.Predict(rest));
            stateful.ResetStates();
            AssertNear(first, stateful.Predict(Part(x, 0, s.Steps)));
        });
    }

    [Fact]
    public void ABatch_EqualsItsSamplesOneByOne()
    {
        Check(s =>
        {
            var model = s.Model(sequences: true);
            var together = model.Predict(s.X(s.Steps));
            for (int b = 0; b < s.Samples; b++)
            {
                Samples.AssertSameBits<double>(together.Row(b), model.Predict(s.X(s.Steps).Slice(b, 1)).AsSpan());
            }
        });
    }

    [Fact]
    public void TheLastOutput_IsThatOfTheSequence()
    {
        Check(s =>
        {
            var sequence = s.Model(sequences: true).Predict(s.X(s.Steps));
            AssertNear(Part(sequence, s.Steps - 1, 1).Reshape(s.Samples, s.Units), s.Model(sequences: false).Predict(s.X(s.Steps)));
        });
    }

    [Fact]
    public void AMaskedStep_EqualsAStepLeftOut()
    {
        Check(s =>
        {
            // the same steps for all samples, the first always there
            var random = new Xoshiro(s.Seed);
            int[] kept = [.. Enumerable.Range(0, s.Steps).Where(t => t == 0 || random.NextIndex(2) == 0)];
            var x = s.X(s.Steps);
            var mask = new Tensor<double>(s.Samples, s.Steps);
            var shorter = new Tensor<double>(s.Samples, kept.Length, s.Features);
            for (int b = 0; b < s.Samples; b++)
            {
                for (int k = 0; k < kept.Length; k++)
                {
                    mask[b, kept[k]] = 1;
                    x.Row(b).Slice(kept[k] * s.Features, s.Features).CopyTo(shorter.Row(b)[(k * s.Features)..]);
                }
            }

            Inputs<double> inputs = x;
            var y = Samples.Normal<double>(s.Seed, s.Samples, s.Units);
            var model = s.Model(sequences: false);
            model.Compile(new Sgd(), "mse");
            var masked = model.Trace(inputs.WithMask(0, mask), y);
            var left = model.Trace(shorter, y);
            AssertNear(left.Output, masked.Output);
            foreach (var (name, gradient) in left.Layers[0].Gradients)
            {
                AssertNear(gradient, masked.Layers[0].Gradients[name]);
            }
        });
    }

    [Fact]
    public void GoingBackwards_EqualsAReversedInput()
    {
        Check(s =>
        {
            var x = s.X(s.Steps);
            AssertNear(s.Model(sequences: true).Predict(Reversed(x)), s.Model(sequences: true, backwards: true).Predict(x));
        });
    }

    [Fact]
    public void Gradients_AreLinearInTheOutputGradient()
    {
        Check(s =>
        {
            var model = s.Model(sequences: true);
            var dy = Samples.Normal<double>(s.Seed + 1, s.Samples, s.Steps, s.Units);
            var once = model.Trace(s.X(s.Steps), outputGradient: dy);
            var threefold = new Tensor<double>([.. dy.ToArray().Select(v => 3 * v)], s.Samples, s.Steps, s.Units);
            var thrice = model.Trace(s.X(s.Steps), outputGradient: threefold);
            foreach (var (name, gradient) in once.Layers[0].Gradients)
            {
                AssertNear(new Tensor<double>([.. gradient.ToArray().Select(v => 3 * v)], [.. gradient.Shape]), thrice.Layers[0].Gradients[name]);
            }
        });
    }

    [Fact]
    public void PermutingUnits_ChangesNothing()
    {
        Check(s =>
        {
            if (s.Kind is not ("simple" or "lstm" or "gru" or "gru before"))
            {
                return;
            }

            // the units in reverse, in every block of every weight and in the rows of the recurrent kernel
            var model = s.Model(sequences: true);
            var turned = s.Model(sequences: true);
            foreach (var variable in model.Variables)
            {
                var value = variable.Value;
                var other = variable.Value;
                int columns = value.Shape[^1], rows = value.Length / columns;
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        int from = variable.Name == "recurrent_kernel" ? rows - 1 - i : i;
                        int unit = (j / s.Units * s.Units) + s.Units - 1 - (j % s.Units);
                        other.AsSpan()[(i * columns) + j] = value.AsSpan()[(from * columns) + unit];
                    }
                }

                turned[0, variable.Name] = other;
            }

            var expected = model.Predict(s.X(s.Steps));
            var got = turned.Predict(s.X(s.Steps));
            for (int row = 0; row < s.Samples * s.Steps; row++)
            {
                got.AsSpan().Slice(row * s.Units, s.Units).Reverse();
            }

            AssertNear(expected, got);
        });
    }

    [Fact]
    public void TheContributionsOfAllSteps_AddUpToTheGradient()
    {
        Check(s =>
        {
            foreach (bool backwards in (bool[])[false, true])
            {
                var model = s.Model(sequences: true, backwards: backwards);
                var layer = model.Trace(s.X(s.Steps), outputGradient: Samples.Normal<double>(5, s.Samples, s.Steps, s.Units)).Layers[0];
                AssertSum(layer.Gradients["kernel"], s.Steps, layer.KernelContribution);
                if (layer.Gradients.TryGetValue("recurrent_kernel", out var whole))
                {
                    AssertSum(whole, s.Steps, layer.RecurrentContribution);
                }
            }
        });
    }

    [Fact]
    public void TheJacobianOfManySteps_IsTheProductOfTheirs()
    {
        Check(s =>
        {
            foreach (bool backwards in (bool[])[false, true])
            {
                int sample = s.Samples - 1;
                var layer = s.Model(sequences: true, backwards: backwards).Trace(s.X(s.Steps)).Layers[0];
                var product = layer.Jacobian(0, sample);
                for (int t = 1; t < s.Steps; t++)
                {
                    product = Product(layer.Jacobian(t, sample), product);
                }

                Assert.Contains(product.ToArray(), v => v != 0);
                AssertNear(product, layer.Jacobian(-1, s.Steps - 1, sample));
            }
        });
    }

    [Fact]
    public void AWindowAsLongAsTheSequence_IsFullBackpropagation()
    {
        Check(s =>
        {
            var y = Samples.Normal<double>(6, s.Samples, s.Steps, s.Units);
            var full = Gradients(s, y, null);
            Samples.AssertSameBits<double>(full, Gradients(s, y, new Truncation(s.Steps)));
            Samples.AssertSameBits<double>(full, Gradients(s, y, new Truncation(s.Steps + 3)));

            // with stride 1 and a window over everything the gradients add up to the full one
            var stepwise = Gradients(s, y, new Truncation(s.Steps, 1));
            for (int k = 0; k < full.Length; k++)
            {
                Assert.Equal(full[k], stepwise[k], 1e-10);
            }
        });
    }

    [Fact]
    public void ASumLoss_IsTheMeanTimesTheCount()
    {
        Check(s =>
        {
            var y = Samples.Normal<double>(7, s.Samples, s.Steps, s.Units);
            var x = s.X(s.Steps);
            var model = s.Model(sequences: true);
            model.Compile(new Sgd(), new Huber());
            var mean = model.Trace(x, y);
            model.Compile(new Sgd(), new Huber { Reduction = Reduction.Sum });
            var sum = model.Trace(x, y);
            Assert.Equal(mean.Loss!.Value * s.Samples * s.Steps, sum.Loss!.Value, 1e-10);
            AssertNear(sum.InputGradient!, new Tensor<double>([.. mean.InputGradient!.ToArray().Select(v => v * s.Samples * s.Steps)], s.Samples, s.Steps, s.Features));
        });
    }

    private static void Check(Action<Setting> law) => Settings.Sample(law, iter: Runs, threads: 1);

    private static void AssertSum(Tensor<double> whole, int steps, Func<int, Tensor<double>> part)
    {
        var sum = new Tensor<double>([.. whole.Shape]);
        for (int t = 0; t < steps; t++)
        {
            Vectors.Add<double>(part(t).AsSpan(), sum.AsSpan());
        }

        AssertNear(whole, sum);
    }

    private static double[] Gradients(Setting s, Tensor<double> y, Truncation? truncation)
    {
        var model = s.Model(sequences: true);
        model.Compile(new Sgd(0.0), "mse");
        model.TrainOnBatch(s.X(s.Steps), y, truncation: truncation);
        return [.. model.Variables.SelectMany(v => v.Gradient.ToArray())];
    }

    private static Tensor<double> Part(Tensor<double> x, int first, int steps)
    {
        int width = x.Shape[2];
        var part = new Tensor<double>(x.Shape[0], steps, width);
        for (int b = 0; b < x.Shape[0]; b++)
        {
            x.Row(b).Slice(first * width, steps * width).CopyTo(part.Row(b));
        }

        return part;
    }

    private static Tensor<double> Reversed(Tensor<double> x)
    {
        var turned = new Tensor<double>([.. x.Shape]);
        for (int b = 0; b < x.Shape[0]; b++)
        {
            for (int t = 0; t < x.Shape[1]; t++)
            {
                for (int k = 0; k < x.Shape[2]; k++)
                {
                    turned[b, t, k] = x[b, x.Shape[1] - 1 - t, k];
                }
            }
        }

        return turned;
    }

    private static Tensor<double> Product(Tensor<double> a, Tensor<double> b)
    {
        var product = new Tensor<double>(a.Shape[0], b.Shape[1]);
        var packed = new PackedMatrix<double>();
        packed.Pack(b.AsSpan(), b.Shape[1], b.Shape[0], b.Shape[1], turned: false);
        MatMul.Set<double>(a.AsSpan(), a.Shape[1], packed, a.Shape[0], product.AsSpan(), b.Shape[1]);
        return product;
    }

    private static void AssertNear(Tensor<double> expected, Tensor<double> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double largest = Math.Max(1, expected.ToArray().Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int k = 0; k < expected.Length; k++)
        {
            double gap = Math.Abs(expected.AsSpan()[k] - actual.AsSpan()[k]);
            Assert.True(gap <= 1e-11 * largest, $"element {k} of {expected}: expected {expected.AsSpan()[k]:R}, got {actual.AsSpan()[k]:R}");
        }
    }

    private sealed record Setting(string Kind, int Units, int Features, int Samples, int Steps, int Seed)
    {
        public Tensor<double> X(int steps) => Recurrent.Tests.Samples.Normal<double>(Seed, Samples, steps, Features);

        public Sequential<double> Model(bool sequences, bool stateful = false, bool backwards = false)
        {
            RecurrentLayer layer = Kind switch
            {
                "simple" => new SimpleRnn(Units, returnSequences: sequences, stateful: stateful, goBackwards: backwards),
                "lstm" => new Lstm(Units, returnSequences: sequences, stateful: stateful, goBackwards: backwards),
                "min" or "min scan" => new MinLstm(Units, returnSequences: sequences, stateful: stateful, goBackwards: backwards, parallelScan: Kind == "min scan"),
                "diagonal" => new DiagonalLinear(Units, returnSequences: sequences, stateful: stateful, goBackwards: backwards),
                "diagonal complex" => Complex(sequences, stateful, backwards),
                _ => new Gru(Units, resetAfter: Kind == "gru", returnSequences: sequences, stateful: stateful, goBackwards: backwards),
            };
            var model = new Sequential<double>(layer) { Seed = Seed };
            model.Build(Features);
            Recurrent.Tests.Samples.RandomizeWeights(model, Seed);
            return model;
        }

        // an odd number of units has no pairs; then the decays stay real
        private DiagonalLinear Complex(bool sequences, bool stateful, bool backwards)
        {
            double[]? angles = Units % 2 == 0 ? [.. Enumerable.Range(1, Units / 2).Select(k => 0.7 * k)] : null;
            return new DiagonalLinear(Units, angles: angles, returnSequences: sequences, stateful: stateful, goBackwards: backwards);
        }
    }
}
