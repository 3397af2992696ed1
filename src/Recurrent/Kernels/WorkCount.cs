namespace Recurrent;

/// <summary>What a thread has multiplied and packed so far, so that a test can hold that nothing is done twice.</summary>
internal static class WorkCount
{
    /// <summary>Multiply-adds of the matrix products.</summary>
    [ThreadStatic]
    public static long MultiplyAdds;

    /// <summary>Elements of matrices that were brought into panels.</summary>
    [ThreadStatic]
    public static long Packed;
}
