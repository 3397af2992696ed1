using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>Puts weights from a file into a model: all of them, or none where a name or shape does not fit.</summary>
internal static class WeightTransfer
{
    private const int NamesInMessage = 5;

    /// <summary>Checks every shape before the first weight is changed.</summary>
    public static void Apply<T>(IReadOnlyList<(Variable<T> Variable, Tensor<T> Value)> weights, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (variable, value) in weights)
        {
            if (!variable.Shape.SequenceEqual(value.Shape))
            {
                throw new InvalidDataException($"{source} does not fit the model: its weight for {variable} has the shape {Text(value.Shape)}.");
            }
        }

        foreach (var (variable, value) in weights)
        {
            variable.Value = value;
        }
    }

    /// <summary>The names found are those expected, no fewer and no more.</summary>
    public static void RequireSameNames(IReadOnlyCollection<string> found, IReadOnlyCollection<string> expected, string source)
    {
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length > 0 || unknown.Length > 0)
        {
            throw new InvalidDataException(
                $"{source} does not fit the model: {Names("it lacks", missing)}{(missing.Length > 0 && unknown.Length > 0 ? "; " : "")}{Names("the model has no", unknown)}.");
        }
    }

    public static string Text<TSize>(IEnumerable<TSize> shape) => $"[{string.Join(", ", shape)}]";

    private static string Names(string what, string[] names)
    {
        string more = names.Length > NamesInMessage ? $" and {names.Length - NamesInMessage} more" : "";
        return names.Length == 0 ? "" : $"{what} {string.Join(", ", names.Take(NamesInMessage))}{more}";
    }
}
