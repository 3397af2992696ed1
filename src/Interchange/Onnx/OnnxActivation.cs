using Recurrent;

namespace Interchange;

/// <summary>Activations by ONNX's names. A recurrent operator has no linear one: there it is Affine, alpha a + beta with 1 and 0.</summary>
internal static class OnnxActivation
{
    public const string Affine = "Affine";

    /// <summary>The name inside a recurrent operator.</summary>
    public static string InCell(Activation activation) => activation == Activation.Linear ? Affine : activation.ToString();

    /// <summary>The operator that applies it, or null for none.</summary>
    public static string? Operator(Activation activation) => activation == Activation.Linear ? null : activation.ToString();

    /// <summary>The activation of an operator's name, or null where the engine has none.</summary>
    public static Activation? Named(string name)
    {
        return string.Equals(name, Affine, StringComparison.OrdinalIgnoreCase) ? Activation.Linear
            : Enum.TryParse<Activation>(name, ignoreCase: true, out var activation) && activation != Activation.Linear ? activation
            : null;
    }
}
