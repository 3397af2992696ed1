namespace Figures;

/// <summary>Conditions on what a figure or a table is given.</summary>
internal static class Require
{
    internal static void Some<T>(IReadOnlyCollection<T> items, string parameter)
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        if (items.Count == 0)
        {
            throw new ArgumentException("There is nothing to show: give at least one.", parameter);
        }
    }

    internal static void SameLength(string name, int expected, int actual, string parameter)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"'{name}' has {actual} values where {expected} are needed.", parameter);
        }
    }

    internal static void Frame(int start, int frames, string parameter)
    {
        if (start < 0 || start >= frames)
        {
            throw new ArgumentOutOfRangeException(parameter, start, $"The frames have the numbers 0 to {frames - 1}.");
        }
    }
}
