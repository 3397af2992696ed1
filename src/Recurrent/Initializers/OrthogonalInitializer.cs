using System.Globalization;

namespace Recurrent;

/// <summary>
/// The orthogonal factor of a normal matrix's QR decomposition with the diagonal of R positive, by the modified
/// Gram-Schmidt method, run twice so that the result is orthonormal to rounding.
/// </summary>
internal sealed class OrthogonalInitializer(double gain) : Initializer
{
    // vectors that go together, so that an earlier one is fetched once for all of them
    private const int Group = 16;

    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"orthogonal({gain:R})");

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        // q is tall: [length, count] with count at most length; a wide matrix is the transpose of a tall one.
        bool wide = rows < columns;
        int length = wide ? columns : rows;
        int count = wide ? rows : columns;
        var q = new double[length * count];
        foreach (ref double value in q.AsSpan())
        {
            value = random.NextNormal();
        }

        var vectors = new double[count * length];
        for (int pass = 0; pass < 2; pass++)
        {
            Orthonormalize(q, length, count, vectors);
            Transpose.Of<double>(vectors, count, length, q);
        }

        Vectors.Scale<double>(gain, vectors);
        if (wide)
        {
            vectors.CopyTo(values);
        }
        else
        {
            Transpose.Of<double>(vectors, count, length, values);
        }
    }

    // The columns of q [length, count] become the rows of vectors [count, length]: each is freed of the earlier ones, one
    // at a time, then normalised.
    private static void Orthonormalize(ReadOnlySpan<double> q, int length, int count, Span<double> vectors)
    {
        var panel = new double[length * Group];
        for (int first = 0; first < count; first += Group)
        {
            int width = Math.Min(Group, count - first);
            var columns = panel.AsSpan(0, length * width);
            for (int k = 0; k < length; k++)
            {
                q.Slice((k * count) + first, width).CopyTo(columns[(k * width)..]);
            }

            for (int earlier = 0; earlier < first; earlier++)
            {
                TakeOut(vectors.Slice(earlier * length, length), columns, width, 0);
            }

            for (int own = 0; own < width; own++)
            {
                var vector = vectors.Slice((first + own) * length, length);
                Normalize(columns, width, own, vector);
                TakeOut(vector, columns, width, own + 1);
            }
        }
    }

    private static void Normalize(ReadOnlySpan<double> columns, int width, int own, Span<double> vector)
    {
        double square = 0;
        for (int k = 0; k < vector.Length; k++)
        {
            double element = columns[(k * width) + own];
            square = Math.FusedMultiplyAdd(element, element, square);
        }

        double norm = Math.Sqrt(square);
        for (int k = 0; k < vector.Length; k++)
        {
            vector[k] = columns[(k * width) + own] / norm;
        }
    }

    // v -= (u v) u for the columns v from a certain one on
    private static void TakeOut(ReadOnlySpan<double> u, Span<double> columns, int width, int from)
    {
        Span<double> products = stackalloc double[Group];
        products = products[..(width - from)];
        products.Clear();
        for (int k = 0; k < u.Length; k++)
        {
            Vectors.AddScaled(u[k], columns.Slice((k * width) + from, products.Length), products);
        }

        for (int k = 0; k < u.Length; k++)
        {
            Vectors.AddScaled(-u[k], products, columns.Slice((k * width) + from, products.Length));
        }
    }
}
