using MathNet.Numerics.LinearAlgebra;

namespace Figures;

/// <summary>v(t) = Intercept + sum over k of Weights[k-1] v(t-k), with weights from ordinary least squares.</summary>
/// <param name="Intercept">The constant.</param>
/// <param name="Weights">The weight of the value 1, 2, ... steps before.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record Autoregression(double Intercept, IReadOnlyList<double> Weights)
{
    /// <summary>Fits the weights to all places of the series that have enough values before them.</summary>
    /// <param name="values">The series, oldest first.</param>
    /// <param name="order">How many values back it looks, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1, or leaves fewer equations than unknowns.</exception>
    public static Autoregression Fit(IReadOnlyList<double> values, int order)
    {
        ArgumentNullException.ThrowIfNull(values);
        var equations = values.Count - order;
        if (order < 1 || equations < order + 1)
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, $"{values.Count} values allow an order of 1 to {(values.Count - 1) / 2}.");
        }

        var design = Matrix<double>.Build.Dense(equations, order + 1, (row, k) => k == 0 ? 1 : values[row + order - k]);
        var targets = Vector<double>.Build.Dense(equations, row => values[row + order]);
        var solution = design.QR().Solve(targets);
        return new Autoregression(solution[0], [.. solution.Skip(1)]);
    }

    /// <summary>The prediction for the value at <paramref name="index"/> from those before it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are too few values before it.</exception>
    public double Predict(IReadOnlyList<double> values, int index)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (index < Weights.Count || index > values.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"A prediction of order {Weights.Count} is possible for {Weights.Count} to {values.Count}.");
        }

        var sum = Intercept;
        for (var k = 0; k < Weights.Count; k++)
        {
            sum += Weights[k] * values[index - 1 - k];
        }

        return sum;
    }

    /// <summary>Order, constant and the first weights.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"AR({Weights.Count}): {Intercept:G4} + {string.Join(" + ", Weights.Take(3).Select((w, k) => FormattableString.Invariant($"{w:G4} v(t-{k + 1})")))}{(Weights.Count > 3 ? " + ..." : "")}");
}
