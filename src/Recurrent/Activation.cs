namespace Recurrent;

/// <summary>Activation function phi of a layer, applied element by element (softmax: over the last axis).</summary>
public enum Activation
{
    /// <summary>phi(a) = a.</summary>
    Linear,

    /// <summary>Hyperbolic tangent, values in (-1, 1), derivative 1 - phi².</summary>
    Tanh,

    /// <summary>Logistic function 1 / (1 + e^-a), values in (0, 1), derivative phi (1 - phi).</summary>
    Sigmoid,

    /// <summary>max(a, 0); the derivative at 0 is taken as 0.</summary>
    Relu,

    /// <summary>e^a divided by the sum of e^a over the last axis.</summary>
    Softmax,
}
