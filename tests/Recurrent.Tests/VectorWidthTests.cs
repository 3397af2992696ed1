using System.Globalization;

namespace Recurrent.Tests;

/// <summary>
/// The tests can be run again on narrower vectors, by the runtime's own switches. Such a run states the width that it means to
/// have, and this fails where it has another.
/// </summary>
public class VectorWidthTests
{
    private const string Variable = "RECURRENT_VECTOR_BYTES";

    [Fact]
    public void Kernels_WorkOnTheWidthThatTheRunAsksFor()
    {
        int bytes = 4 * Panels.VectorLength<float>();
        Assert.Contains(bytes, (int[])[16, 32, 64]);
        if (Environment.GetEnvironmentVariable(Variable) is { } wanted)
        {
            Assert.Equal(int.Parse(wanted, CultureInfo.InvariantCulture), bytes);
        }
    }
}
