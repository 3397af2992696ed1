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
        MatMul.Add<float>([1, 2], 1, 1, [3, 4], 2, 2, 1, 2, c.AsSpan(1), 4);
        Assert.Equal([9, 4, 5, 9, 9, 7, 9, 9], c);
    }

    [Fact]
    public void Add_RefusesMatricesThatAreTooSmall()
    {
        Assert.Throws<ArgumentException>("b", () => MatMul.Add<float>(new float[4], new float[3], 2, 2, 2, new float[4]));
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
        MatMul.Add<T>(a, b, m, k, n, got);
        Samples.AssertSameBits<T>(expected, got);

        expected = [.. start];
        got = [.. start];
        Plain<T>(a, 1, m, b, m, k, n, expected);
        MatMul.AddTransposed<T>(a, b, m, k, n, got);
        Samples.AssertSameBits<T>(expected, got);
    }
}
