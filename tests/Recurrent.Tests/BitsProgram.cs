using System.Numerics;
using System.Runtime.InteropServices;

namespace Recurrent.Tests;

/// <summary>
/// Trains small models with odd sizes and prints the width of a vector and a hash of all bits that came out. A test runs
/// this program with the environment variables that change the width.
/// </summary>
internal static class BitsProgram
{
    public static void Main()
    {
        ulong hash = 14695981039346656037;
        hash = Mix(hash, Train<float>());
        hash = Mix(hash, Train<double>());
        Console.WriteLine($"{Vector<byte>.Count} {Vector.IsHardwareAccelerated} {hash:X16}");
    }

    private static byte[] Train<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = new Sequential<T>(
            new Lstm(33, returnSequences: true, dropout: 0.1),
            new Bidirectional(new SimpleRnn(21, returnSequences: true)),
            new Gru(18, recurrentDropout: 0.1, returnSequences: true),
            new MinLstm(10, returnSequences: true),
            new Gru(17, resetAfter: false),
            new Dense(3, Activation.Softmax))
        {
            Seed = 5,
        };
        model.Compile(new Adam(0.01) { GlobalClipNorm = 0.5 }, new CategoricalCrossEntropy());
        var y = Samples.Normal<T>(1, 37, 3);
        Softmax.InPlace(y.AsSpan(), 3);
        var x = Samples.Normal<T>(2, 37, 6, 3);
        model.Fit(x, y, epochs: 3, batchSize: 33, seed: 9);
        List<T> all = [.. model.Predict(x).ToArray()];
        foreach (var variable in model.Variables)
        {
            all.AddRange(variable.Value.ToArray());
        }

        return MemoryMarshal.AsBytes<T>(all.ToArray()).ToArray();
    }

    // FNV-1a
    private static ulong Mix(ulong hash, byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * 1099511628211);
        }

        return hash;
    }
}
