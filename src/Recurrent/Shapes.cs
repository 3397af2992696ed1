namespace Recurrent;

/// <summary>Shapes as text, for messages and summaries.</summary>
internal static class Shapes
{
    public static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    public static int Product(ReadOnlySpan<int> shape)
    {
        int product = 1;
        foreach (int size in shape)
        {
            product *= size;
        }

        return product;
    }
}
