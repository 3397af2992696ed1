namespace Interchange;

/// <summary>
/// What a DiagonalLinear does to its state, as a matrix that the state is multiplied by: each unit fades alone, or the units k and
/// H/2 + k are a pair that turns while it fades.
/// </summary>
/// <param name="Decays">|lambda| of each unit or pair.</param>
/// <param name="Angles">Angle of each pair; null where each unit stands alone.</param>
internal sealed record OnnxTurn(double[] Decays, double[]? Angles)
{
    /// <summary>The turn that a matrix [units, units] is; null where it is none.</summary>
    public static OnnxTurn? Of(float[] matrix, int units)
    {
        int pairs = units / 2;
        var places = Enumerable.Range(0, matrix.Length).Where(k => matrix[k] != 0).Select(k => (Row: k / units, Column: k % units)).ToList();
        if (!Array.TrueForAll(matrix, float.IsFinite))
        {
            return null;
        }

        if (places.TrueForAll(p => p.Row == p.Column))
        {
            return new OnnxTurn([.. Enumerable.Range(0, units).Select(k => (double)matrix[(k * units) + k])], null);
        }

        bool turns = units % 2 == 0 && places.TrueForAll(p => p.Row % pairs == p.Column % pairs)
            && Enumerable.Range(0, pairs).All(k => C(k) == matrix[((k + pairs) * units) + k + pairs] && S(k) == -matrix[((k + pairs) * units) + k]);
        return turns
            ? new OnnxTurn([.. Enumerable.Range(0, pairs).Select(k => Math.Sqrt((C(k) * C(k)) + (S(k) * S(k))))], [.. Enumerable.Range(0, pairs).Select(k => Math.Atan2(S(k), C(k)))])
            : null;

        double C(int k) => matrix[(k * units) + k];
        double S(int k) => matrix[(k * units) + k + pairs];
    }
}
