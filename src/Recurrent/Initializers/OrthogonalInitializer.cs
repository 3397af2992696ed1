using System.Globalization;

namespace Recurrent;

/// <summary>
/// The orthogonal factor of a normal matrix's QR decomposition with the diagonal of R positive, by the modified
/// Gram-Schmidt method, run twice so that the result is orthonormal to rounding.
/// </summary>
internal sealed class OrthogonalInitializer(double gain) : Initializer
{
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

        Orthonormalize(q, length, count);
        Orthonormalize(q, length, count);
        Vectors.Scale<double>(gain, q);
        if (wide)
        {
            Transpose.Of<double>(q, length, count, values);
        }
        else
        {
            q.CopyTo(values);
        }
    }

    // Column after column: normalise it, then take it out of all later ones. r = projections on the later columns.
    private static void Orthonormalize(Span<double> q, int length, int count)
    {
        var r = new double[count];
        for (int column = 0; column < count; column++)
        {
            double square = 0;
            for (int k = 0; k < length; k++)
            {
                square = Math.FusedMultiplyAdd(q[(k * count) + column], q[(k * count) + column], square);
            }

            double norm = Math.Sqrt(square);
            var later = r.AsSpan(column + 1);
            later.Clear();
            for (int k = 0; k < length; k++)
            {
                ref double element = ref q[(k * count) + column];
                element /= norm;
                Vectors.AddScaled<double>(element, q.Slice((k * count) + column + 1, later.Length), later);
            }

            for (int k = 0; k < length; k++)
            {
                Vectors.AddScaled<double>(-q[(k * count) + column], later, q.Slice((k * count) + column + 1, later.Length));
            }
        }
    }
}
