namespace Recurrent.Tests;

public class InitializerTests
{
    [Theory]
    [InlineData("glorot_uniform", 300)]
    [InlineData("glorot_normal", 300)]
    [InlineData("he_uniform", 100)]
    [InlineData("he_normal", 100)]
    public void Scaled_HasItsVariance(string name, double fan)
    {
        double[] values = Filled(InitializerText.Parse(name), 100, 200);
        Assert.InRange(values.Average(v => v * v), 2 / fan * 0.95, 2 / fan * 1.05);
        Assert.InRange(values.Average(), -0.003, 0.003);
        double limit = name.EndsWith("uniform", StringComparison.Ordinal) ? Math.Sqrt(6 / fan) : 2.28 * Math.Sqrt(2 / fan);
        Assert.True(values.Max(Math.Abs) <= limit);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(5, 20)]
    [InlineData(20, 5)]
    public void Orthogonal_HasOrthonormalRowsOrColumns(int rows, int columns)
    {
        double[] q = Filled(Initializer.Orthogonal(2), rows, columns);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double At(int vector, int k) => rows <= columns ? q[(vector * columns) + k] : q[(k * columns) + vector];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                Assert.Equal(i == j ? 4 : 0, Enumerable.Range(0, length).Sum(k => At(i, k) * At(j, k)), 1e-12);
            }
        }
    }

    [Fact]
    public void Simple_FillsItsValues()
    {
        Assert.Equal([3, 0, 0, 0, 3, 0], Filled(Initializer.Identity(3), 2, 3));
        Assert.Equal([1, 2, 3, 4], Filled(Initializer.Values(1, 2, 3, 4), 2, 2));
        Assert.Equal([0.5, 0.5], Filled(Initializer.Constant(0.5), 1, 2));
        Assert.Throws<InvalidOperationException>(() => Filled(Initializer.Values(1), 1, 2));
    }

    [Fact]
    public void ForgetBias_SetsItsBlockAlone()
    {
        Assert.Equal([0, 0, 3, 3, 0, 0, 0, 0], Bias(new Lstm(2, forgetBias: 3)));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0], Bias(new Lstm(2, unitForgetBias: false)));
        Assert.Equal([2, 2, 0, 0, 0, 0], Bias(new MinLstm(2, forgetBias: 2)));
    }

    [Fact]
    public void Chrono_SetsTheGateThatKeepsAndItsOpposite()
    {
        double[] lstm = Bias(new Lstm(50, biasInitializer: Initializer.Chrono(100)));
        for (int k = 0; k < 50; k++)
        {
            Assert.InRange(lstm[50 + k], 0, Math.Log(99));
            Assert.Equal(-lstm[50 + k], lstm[k]);
            Assert.Equal(0, lstm[100 + k]);
            Assert.Equal(0, lstm[150 + k]);
        }

        // e^b is uniform in [1, 99]
        Assert.InRange(lstm[50..100].Average(Math.Exp), 35, 65);
        double[] gru = Bias(new Gru(50, biasInitializer: Initializer.Chrono(100)));
        Assert.All(gru[..50], b => Assert.InRange(b, 0, Math.Log(99)));
        Assert.All(gru[50..], b => Assert.Equal(0, b));
        Assert.Throws<InvalidOperationException>(() => Bias(new Dense(2, biasInitializer: Initializer.Chrono(9))));
    }

    [Fact]
    public void Xoshiro_IsTheDocumentedGenerator()
    {
        // the first outputs for the state that splitmix64 gives for seed 0, as published with the generators
        var random = new Xoshiro(0);
        Assert.Equal([0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL], (ulong[])[random.NextBits(), random.NextBits(), random.NextBits()]);
        int[] counts = new int[3];
        for (int k = 0; k < 30_000; k++)
        {
            counts[random.NextIndex(3)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_700, 10_300));
        double[] normal = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        Assert.InRange(normal.Average(), -0.03, 0.03);
        Assert.InRange(normal.Average(z => z * z), 0.96, 1.04);
    }

    private static double[] Filled(Initializer initializer, int rows, int columns)
    {
        var values = new double[rows * columns];
        initializer.Fill(values, rows, columns, new Xoshiro(1));
        return values;
    }

    private static double[] Bias(Layer layer)
    {
        var model = new Sequential<double>(layer);
        model.Build(3);
        return model[0, "bias"].ToArray();
    }
}
