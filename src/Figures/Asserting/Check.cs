using System.Globalization;

namespace Figures;

/// <summary>
/// The assertions of a chapter. One that holds prints a line; one that fails throws, so that the chapter fails as a test.
/// What is printed does not depend on the last bits of a measurement, so that a page stays the same from run to run.
/// </summary>
public static class Check
{
    /// <summary>Asserts that a claim holds.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public static void That(string claim, bool holds)
    {
        if (!holds)
        {
            throw new CheckFailedException($"{claim}: this does not hold.");
        }

        Passed(claim);
    }

    /// <summary>Asserts that two lists agree element by element: |a - b| at most <paramref name="tolerance"/> times max(1, largest |b|).</summary>
    /// <exception cref="CheckFailedException">The lengths differ, or a gap is too large; the message names the element.</exception>
    public static void Close(string claim, IEnumerable<double> actual, IEnumerable<double> expected, double tolerance = 1e-10)
    {
        double[] a = [.. actual], b = [.. expected];
        if (a.Length != b.Length)
        {
            throw new CheckFailedException($"{claim}: {a.Length} values against {b.Length}.");
        }

        var scale = b.Select(Math.Abs).Append(1).Max();
        for (var i = 0; i < a.Length; i++)
        {
            // Written so that a NaN fails.
            if (!(Math.Abs(a[i] - b[i]) <= tolerance * scale))
            {
                throw new CheckFailedException($"{claim}: element {i} is {Text(a[i])}, expected {Text(b[i])} (tolerance {Text(tolerance)}).");
            }
        }

        Passed(a.Length == 1 ? $"{claim}: agrees to {Text(tolerance)}" : $"{claim}: all {a.Length} values agree to {Text(tolerance)}");
    }

    /// <summary>Asserts that two numbers agree, as <see cref="Close(string, IEnumerable{double}, IEnumerable{double}, double)"/> does for lists.</summary>
    /// <exception cref="CheckFailedException">They do not.</exception>
    public static void Close(string claim, double actual, double expected, double tolerance = 1e-10) => Close(claim, [actual], [expected], tolerance);

    /// <summary>Asserts that a measured value lies below a limit, and prints both.</summary>
    /// <exception cref="CheckFailedException">It does not, or it is NaN.</exception>
    public static void Below(string claim, double value, double limit) => Compare(claim, value, value < limit, "<", limit);

    /// <summary>Asserts that a measured value lies above a limit, and prints both.</summary>
    /// <exception cref="CheckFailedException">It does not, or it is NaN.</exception>
    public static void Above(string claim, double value, double limit) => Compare(claim, value, value > limit, ">", limit);

    /// <summary>Asserts that a measured value lies in a range, ends included, and prints it.</summary>
    /// <exception cref="CheckFailedException">It does not, or it is NaN.</exception>
    public static void Within(string claim, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw new CheckFailedException($"{claim}: {Text(value)} does not lie in [{Text(low)}, {Text(high)}].");
        }

        Passed($"{claim}: {Text(value)} lies in [{Text(low)}, {Text(high)}]");
    }

    private static void Compare(string claim, double value, bool holds, string relation, double limit)
    {
        if (!holds)
        {
            throw new CheckFailedException($"{claim}: {Text(value)} {relation} {Text(limit)} does not hold.");
        }

        Passed($"{claim}: {Text(value)} {relation} {Text(limit)}");
    }

    private static void Passed(string line) => Console.WriteLine("✓ " + line);

    private static string Text(double value)
    {
        var text = value.ToString("G4", CultureInfo.InvariantCulture).Split('E');
        return text.Length == 1 ? text[0] : $"{text[0]}e{int.Parse(text[1], CultureInfo.InvariantCulture)}";
    }
}

/// <summary>A claim of a chapter that its own measurement does not bear out.</summary>
public sealed class CheckFailedException(string message) : Exception(message);
