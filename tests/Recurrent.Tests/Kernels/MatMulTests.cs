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
    public void Add_EqualsPlainLoopOverSeveralStretches(int m, int k, int n)
    {
        Check<float>(m, k, n);
        Check<double>(m, k, n);
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

    private static PackedMatrix<T> Packed<T>(T[] source, int rows, int columns, bool isTurned = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var packed = new PackedMatrix<T>();
        packed.Pack(source, isTurned ? rows : columns, rows, columns, isTurned);
        return packed;
    }
}
