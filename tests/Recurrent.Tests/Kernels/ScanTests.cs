namespace Recurrent.Tests;

public class ScanTests
{
    public static TheoryData<int> Lengths() => [.. Enumerable.Range(0, 257)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Inclusive_EqualsTheLoopAtEveryLength(int steps)
    {
        const int Width = 3;
        double[] a = Samples.Normal<double>(1, steps, Width).ToArray(), b = Samples.Normal<double>(2, steps, Width).ToArray();
        double[] loop = new double[steps * Width], product = [.. a];
        for (int t = 0; t < steps; t++)
        {
            for (int k = 0; k < Width; k++)
            {
                int at = (t * Width) + k;
                loop[at] = (t == 0 ? 0 : a[at] * loop[at - Width]) + b[at];
                product[at] *= t == 0 ? 1 : product[at - Width];
            }
        }

        double[] scannedA = [.. a], scannedB = [.. b];
        Scan.Inclusive<double>(scannedA, scannedB, steps, Width);
        for (int k = 0; k < loop.Length; k++)
        {
            Assert.True(Math.Abs(loop[k] - scannedB[k]) <= 1e-10 * Math.Max(1, Math.Abs(loop[k])), $"b[{k}]: {loop[k]:R} and {scannedB[k]:R}");
            Assert.True(Math.Abs(product[k] - scannedA[k]) <= 1e-10 * Math.Max(1, Math.Abs(product[k])), $"a[{k}]: {product[k]:R} and {scannedA[k]:R}");
        }
    }

    [Fact]
    public void FirstNotFinite_FindsItAtEveryPlace()
    {
        for (int length = 1; length < 70; length++)
        {
            var values = new float[length];
            Assert.Equal(-1, Guard.FirstNotFinite<float>(values));
            for (int at = 0; at < length; at++)
            {
                values[at] = at % 2 == 0 ? float.NaN : float.NegativeInfinity;
                Assert.Equal(at, Guard.FirstNotFinite<float>(values));
                values[at] = 0;
            }
        }
    }
}
