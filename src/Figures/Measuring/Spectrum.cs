using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using Recurrent;

namespace Figures;

/// <summary>Singular values and eigenvalues of a matrix, by MathNet.Numerics.</summary>
public static class Spectrum
{
    /// <summary>The singular values, largest first: by how much the matrix stretches along each of its main directions.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <exception cref="ArgumentException">The tensor is no matrix, or has an entry that is not finite.</exception>
    public static double[] SingularValues(Tensor<double> matrix) => [.. Read(matrix).Svd(computeVectors: false).S];

    /// <summary>The eigenvalues, largest modulus first.</summary>
    /// <param name="matrix">[n, n].</param>
    /// <exception cref="ArgumentException">The tensor is no square matrix, or has an entry that is not finite.</exception>
    public static Complex[] Eigenvalues(Tensor<double> matrix)
    {
        var read = Read(matrix);
        return read.RowCount == read.ColumnCount
            ? [.. read.Evd().EigenValues.OrderByDescending(value => value.Magnitude)]
            : throw new ArgumentException($"The matrix has {read.RowCount} rows and {read.ColumnCount} columns; only a square one has eigenvalues.", nameof(matrix));
    }

    private static Matrix<double> Read(Tensor<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rank != 2)
        {
            throw new ArgumentException($"The tensor has {matrix.Rank} axes; a matrix has 2.", nameof(matrix));
        }

        double[] values = matrix.ToArray();
        return Array.TrueForAll(values, double.IsFinite)
            ? DenseMatrix.Create(matrix.Shape[0], matrix.Shape[1], (i, j) => matrix[i, j])
            : throw new ArgumentException("The matrix has an entry that is not finite.", nameof(matrix));
    }
}
