using System.Text.Json.Nodes;

namespace Scripting.Formatting;

/// <summary>Shows arrays of several dimensions, and matrices and tensors of known libraries, by their shape and a corner.</summary>
internal static class MatrixFormatter
{
    // Their own text is the shape and a corner.
    private static readonly string[] s_speakForThemselves =
        ["MathNet.Numerics.LinearAlgebra.Matrix`1", "MathNet.Numerics.LinearAlgebra.Vector`1", "System.Numerics.Tensors.Tensor`1"];

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is one of them.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        if (value is Array { Rank: > 1 } array)
        {
            data["text/plain"] = ArrayText.Of(array);
            return true;
        }

        if (s_speakForThemselves.Any(name => TypeNames.IsA(value.GetType(), name)))
        {
            data["text/plain"] = value.ToString();
            return true;
        }

        return false;
    }
}
