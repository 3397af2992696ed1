using System.Numerics;

namespace Recurrent.Tests;

public class ElementwiseTests
{
    public static TheoryData<int> Lengths() => [.. Enumerable.Range(0, 257)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Functions_EqualPlainLoopsAtEveryLength(int length)
    {
        Check<float>(length, 4e-7);
        Check<double>(length, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sums_EqualPlainLoopsAtEveryLength(int length)
    {
        CheckSums<float>(length, 1e-6);
        CheckSums<double>(length, 1e-14);
    }

    [Fact]
    public void SingleFunctions_StayWithinTheirErrorOverTheWholeRange()
    {
        // relative to the value: three units in the last place of single precision
        CheckRange<float>(3.6e-7, 87);
    }

    [Fact]
    public void DoubleFunctions_StayWithinTheirErrorOverTheWholeRange()
    {
        CheckRange<double>(8e-16, 700);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, 1f, 1f)]
    [InlineData(float.NegativeInfinity, 0f, -1f)]
    [InlineData(1e30f, 1f, 1f)]
    [InlineData(-1e30f, 0f, -1f)]
    [InlineData(0f, 0.5f, 0f)]
    public void Functions_KnowTheEnds(float x, float sigmoid, float tanh)
    {
        float[] s = [x], t = [x];
        Activate.InPlace<float>(Activation.Sigmoid, s, 1);
        Activate.InPlace<float>(Activation.Tanh, t, 1);
        Assert.Equal(sigmoid, s[0]);
        Assert.Equal(tanh, t[0]);
        double[] s2 = [x], t2 = [x];
        Activate.InPlace<double>(Activation.Sigmoid, s2, 1);
        Activate.InPlace<double>(Activation.Tanh, t2, 1);
        Assert.Equal(sigmoid, s2[0]);
        Assert.Equal(tanh, t2[0]);
    }

    [Fact]
    public void Softmax_TakesLargeValues()
    {
        double[] row = [1000, 1001];
        Softmax.InPlace<double>(row, 2);
        Assert.Equal(1 / (1 + Math.E), row[0], 1e-15);
        Assert.Equal(1, row.Sum(), 1e-15);
    }

    [Fact]
    public void Transpose_TurnsEverySize()
    {
        for (int rows = 0; rows < 40; rows++)
        {
            int columns = (rows * 7) % 37;
            var source = Samples.Normal<float>(rows, rows, columns);
            var turned = new float[rows * columns];
            Transpose.Of<float>(source.AsSpan(), rows, columns, turned);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    Assert.Equal(source[i, j], turned[(j * rows) + i]);
                }
            }
        }
    }

    private static void Check<T>(int length, double relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Samples.Normal<T>(4, length).ToArray();
        T[] sigmoid = [.. x], tanh = [.. x], relu = [.. x], softmax = [.. x];
        Activate.InPlace<T>(Activation.Sigmoid, sigmoid, 1);
        Activate.InPlace<T>(Activation.Tanh, tanh, 1);
        Activate.InPlace<T>(Activation.Relu, relu, length);
        if (length > 0)
        {
            Softmax.InPlace<T>(softmax, length);
        }

        double sum = x.Sum(v => Math.Exp(double.CreateTruncating(v)));
        for (int k = 0; k < length; k++)
        {
            double v = double.CreateTruncating(x[k]);
            AssertNear(1 / (1 + Math.Exp(-v)), sigmoid[k], relative, $"sigmoid({v:R})");
            AssertNear(Math.Tanh(v), tanh[k], relative, $"tanh({v:R})");
            AssertNear(Math.Max(v, 0), relu[k], 0, $"relu({v:R})");
            AssertNear(Math.Exp(v) / sum, softmax[k], 20 * relative, $"softmax({v:R})");

            // an element alone has the bits it has among others
            T[] alone = [x[k]];
            Activate.InPlace<T>(Activation.Sigmoid, alone, 1);
            Assert.Equal(sigmoid[k], alone[0]);
            alone = [x[k]];
            Activate.InPlace<T>(Activation.Tanh, alone, 1);
            Assert.Equal(tanh[k], alone[0]);
        }
    }

    private static void CheckSums<T>(int length, double relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Samples.Normal<T>(5, length).ToArray();
        var y = Samples.Normal<T>(6, length).ToArray();
        T[] sum = [.. y], product = new T[length], added = [.. y], scaled = [.. y];
        Vectors.Add<T>(x, sum);
        Vectors.Multiply<T>(x, y, product);
        Vectors.AddProduct<T>(x, y, added);
        Vectors.Scale(T.CreateTruncating(0.3), scaled.AsSpan());
        for (int k = 0; k < length; k++)
        {
            Assert.Equal(x[k] + y[k], sum[k]);
            Assert.Equal(x[k] * y[k], product[k]);
            Assert.Equal(T.FusedMultiplyAdd(x[k], y[k], y[k]), added[k]);
            Assert.Equal(T.CreateTruncating(0.3) * y[k], scaled[k]);
        }

        double dot = x.Zip(y, (a, b) => double.CreateTruncating(a) * double.CreateTruncating(b)).Sum();
        double size = x.Zip(y, (a, b) => Math.Abs(double.CreateTruncating(a) * double.CreateTruncating(b))).Sum();
        Assert.True(Math.Abs(double.CreateTruncating(Vectors.Dot<T>(x, y)) - dot) <= relative * size, $"dot product of {length}");
        double norm = Math.Sqrt(x.Sum(v => double.CreateTruncating(v) * double.CreateTruncating(v)));
        AssertNear(norm, Clipping.Norm<T>(x), relative, "norm");
    }

    private static void CheckRange<T>(double relative, double end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Xoshiro(7);
        for (int k = 0; k < 20_000; k++)
        {
            // sizes from 1e-6 to the end of the range, evenly on a log scale
            double size = Math.Exp(random.NextUniform(Math.Log(1e-6), Math.Log(end)));
            T x = T.CreateTruncating(random.NextIndex(2) == 0 ? size : -size);
            double v = double.CreateTruncating(x);
            T[] sigmoid = [x], tanh = [x];
            Activate.InPlace<T>(Activation.Sigmoid, sigmoid, 1);
            Activate.InPlace<T>(Activation.Tanh, tanh, 1);
            double exact = v >= 0 ? 1 / (1 + Math.Exp(-v)) : Math.Exp(v) / (1 + Math.Exp(v));
            AssertNear(exact, sigmoid[0], relative, $"sigmoid({v:R})");
            AssertNear(Math.Tanh(v), tanh[0], relative, $"tanh({v:R})");
        }
    }

    private static void AssertNear<T>(double expected, T actual, double relative, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double got = double.CreateTruncating(actual);
        Assert.True(Math.Abs(got - expected) <= relative * Math.Abs(expected), $"{what}: expected {expected:R}, got {got:R}, relative gap {Math.Abs(got - expected) / Math.Abs(expected):E2}");
    }
}
