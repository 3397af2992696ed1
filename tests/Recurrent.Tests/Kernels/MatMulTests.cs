using System.Numerics;

namespace Recurrent.Tests;

public class MatMulTests
{
    public static TheoryData<int> Lengths() => [.. Enumerable.Range(0, 257)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Add_EqualsPlainLoopAtEveryWidth(int n)
    {
        Check<float>(5, 7, n);
        Check<double>(5, 7, n);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Add_EqualsPlainLoopAtEveryHeightAndDepth(int length)
    {
        Check<float>(length, 3, 19);
        Check<float>(9, length, 19);
        Check<double>(length, 3, 11);
        Check<double>(9, length, 11);
    }

    [Theory]
    [InlineData(16, 600, 40)]
    [InlineData(3, 1000, 17)]
    [InlineData(21, 520, 300)] // too large for the second cache
    public void Add_EqualsPlainLoopOverSeveralStretches(int m, int k, int n)
    {
        Check<float>(m, k, n);
        Check<double>(m, k, n);
    }

    [Theory]
    [InlineData(1, 3, 5, 70)]
    [InlineData(3, 64, 32, 300)]
    [InlineData(8, 1, 64, 256)]
    [InlineData(21, 33, 100, 33)]
    [InlineData(137, 2, 7, 47)]
    [InlineData(16, 300, 52, 40)]
    [InlineData(16, 300, 53, 40)]
    [InlineData(19, 600, 520, 300)]
    public void SetPairWithBias_HasTheBitsOfOneProductAfterTheOther(int m, int kx, int kh, int n)
    {
        CheckPair<float>(m, kx, kh, n);
        CheckPair<double>(m, kx, kh, n);
    }

    [Fact]
    public void SetPairWithBias_RefusesMatricesThatDoNotFit()
    {
        var two = Packed(new float[4], 2, 2);
        var three = Packed(new float[6], 2, 3);
        var wrong = Assert.Throws<ArgumentException>("wh", () => MatMul.SetPairWithBias<float>(new float[2], 2, two, new float[2], 2, three, [], 1, new float[3], 3));
        Assert.Contains("3 columns", wrong.Message);
        Assert.Throws<ArgumentException>("a", () => MatMul.SetPairWithBias<float>(new float[2], 2, two, new float[1], 2, two, [], 1, new float[2], 2));
    }

    [Fact]
    public void Add_LeavesWhatIsOutsideOfASlice()
    {
        // columns 1..2 of a matrix of 4 columns
        var c = new float[] { 9, 1, 1, 9, 9, 1, 1, 9 };
        MatMul.Add<float>([1, 2], 1, Packed<float>([3, 4], 1, 2), 2, c.AsSpan(1), 4);
        Assert.Equal([9, 4, 5, 9, 9, 7, 9, 9], c);
    }

    [Fact]
    public void Add_RefusesMatricesThatAreTooSmall()
    {
        Assert.Throws<ArgumentException>("source", () => Packed(new float[3], 2, 2));
        var b = Packed(new float[4], 2, 2);
        Assert.Throws<ArgumentException>("a", () => MatMul.Add(new float[3], 2, b, 2, new float[4], 2));
        Assert.Throws<ArgumentException>("c", () => MatMul.Add(new float[4], 2, b, 2, new float[3], 2));
        Assert.Throws<ArgumentException>("bias", () => MatMul.SetWithBias(new float[4], 2, b, new float[1], 2, new float[4], 2));
    }

    // The plain loop: one chain of fused multiply-adds for each element, from its old value on. Equal to the last bit.
    private static void Plain<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int m, int k, int n, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < k; p++)
                {
                    c[(i * n) + j] = T.FusedMultiplyAdd(a[(i * aRow) + (p * aColumn)], b[(p * n) + j], c[(i * n) + j]);
                }
            }
        }
    }

    private static void Check<T>(int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = Samples.Normal<T>(1, m * k).ToArray();
        var b = Samples.Normal<T>(2, k * n).ToArray();
        var start = Samples.Normal<T>(3, m * n).ToArray();
        T[] expected = [.. start], got = [.. start];
        Plain<T>(a, k, 1, b, m, k, n, expected);
        MatMul.Add<T>(a, k, Packed(b, k, n), m, got, n);
        Samples.AssertSameBits<T>(expected, got);

        // zero, and a bias under every row
        expected = new T[m * n];
        Plain<T>(a, k, 1, b, m, k, n, expected);
        MatMul.Set<T>(a, k, Packed(b, k, n), m, got, n);
        Samples.AssertSameBits<T>(expected, got);
        var bias = Samples.Normal<T>(4, n).ToArray();
        for (int i = 0; i < m; i++)
        {
            bias.CopyTo(expected, i * n);
        }

        Plain<T>(a, k, 1, b, m, k, n, expected);
        MatMul.SetWithBias<T>(a, k, Packed(b, k, n), bias, m, got, n);
        Samples.AssertSameBits<T>(expected, got);

        // the transpose of what stands in memory
        var turned = new T[n * k];
        for (int p = 0; p < k; p++)
        {
            for (int j = 0; j < n; j++)
            {
                turned[(j * k) + p] = b[(p * n) + j];
            }
        }

        expected = [.. start];
        got = [.. start];
        Plain<T>(a, k, 1, b, m, k, n, expected);
        MatMul.Add<T>(a, k, Packed(turned, k, n, isTurned: true), m, got, n);
        Samples.AssertSameBits<T>(expected, got);

        expected = [.. start];
        got = [.. start];
        Plain<T>(a, 1, m, b, m, k, n, expected);
        MatMul.AddTransposed<T>(a, b, m, k, n, got);
        Samples.AssertSameBits<T>(expected, got);
    }

    private static void CheckPair<T>(int m, int kx, int kh, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Samples.Normal<T>(1, m * kx).ToArray();
        var wx = Samples.Normal<T>(2, kx * n).ToArray();
        var h = Samples.Normal<T>(3, m * kh).ToArray();
        var wh = Samples.Normal<T>(4, kh * n).ToArray();
        var bias = Samples.Normal<T>(5, n).ToArray();
        foreach (var start in new[] { bias, [] })
        {
            T[] expected = new T[m * n], got = new T[m * n];
            for (int i = 0; i < m; i++)
            {
                start.CopyTo(expected, i * n);
            }

            Plain<T>(x, kx, 1, wx, m, kx, n, expected);
            Plain<T>(h, kh, 1, wh, m, kh, n, expected);
            MatMul.SetPairWithBias<T>(x, kx, Packed(wx, kx, n), h, kh, Packed(wh, kh, n), start, m, got, n);
            Samples.AssertSameBits<T>(expected, got);
        }
    }

    private static PackedMatrix<T> Packed<T>(T[] source, int rows, int columns, bool isTurned = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var packed = new PackedMatrix<T>();
        packed.Pack(source, isTurned ? rows : columns, rows, columns, isTurned);
        return packed;
    }
}
