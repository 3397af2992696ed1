using System.Numerics;
using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Activation functions and their derivatives, the latter written with the output y = phi(a).</summary>
internal static class Activate
{
    /// <summary>Replaces every element by phi of it; softmax goes over rows of <paramref name="width"/> elements.</summary>
    public static void InPlace<T>(Activation activation, Span<T> values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Linear:
                break;
            case Activation.Tanh:
                Tanh.InPlace(values);
                break;
            case Activation.Sigmoid:
                Sigmoid.InPlace(values);
                break;
            case Activation.Relu:
                Relu(values);
                break;
            case Activation.Softmax:
                Softmax.InPlace(values, width);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation.");
        }
    }

    /// <summary>dA = phi'(a) * dY, overwriting dA, which may be dY.</summary>
    public static void Backward<T>(Activation activation, ReadOnlySpan<T> y, ReadOnlySpan<T> dY, int width, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (activation == Activation.Softmax)
        {
            Softmax.Backward(y, dY, width, dA);
            return;
        }

        for (int k = 0; k < y.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Slope(activation, Lanes.Load(y, k)) * Lanes.Load(dY, k), dA, k);
        }
    }

    // tanh' = 1 - y^2, sigma' = y (1 - y), relu' = 1 where y > 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Slope<T>(Activation activation, Vector<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return activation switch
        {
            Activation.Linear => Vector<T>.One,
            Activation.Tanh => Lanes.MultiplyAdd(-y, y, Vector<T>.One),
            Activation.Sigmoid => y * (Vector<T>.One - y),
            Activation.Relu => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero),
            _ => throw NoSlope(activation),
        };
    }

    private static ArgumentOutOfRangeException NoSlope(Activation activation)
    {
        return new ArgumentOutOfRangeException(nameof(activation), activation, "Has no derivative element by element.");
    }

    private static void Relu<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < values.Length; k += Vector<T>.Count)
        {
            var x = Lanes.Load<T>(values, k);
            Lanes.Store(Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), Vector<T>.Zero, x), values, k);
        }
    }
}
