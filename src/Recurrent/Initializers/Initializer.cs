namespace Recurrent;

/// <summary>
/// How a weight starts. Values are drawn in double precision and then rounded, so a float model and a double model with
/// the same seed start alike. Derive from this class for a rule of your own.
/// </summary>
public abstract class Initializer
{
    /// <summary>All zero; the default of biases.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>Uniform in ± sqrt(6 / (fanIn + fanOut)); the default of kernels. Glorot and Bengio (2010).</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer("glorot_uniform");

    /// <summary>Normal, cut at two deviations, with variance 2 / (fanIn + fanOut). Glorot and Bengio (2010).</summary>
    public static Initializer GlorotNormal { get; } = new ScaledInitializer("glorot_normal");

    /// <summary>Uniform in ± sqrt(6 / fanIn). He et al. (2015).</summary>
    public static Initializer HeUniform { get; } = new ScaledInitializer("he_uniform");

    /// <summary>Normal, cut at two deviations, with variance 2 / fanIn. He et al. (2015).</summary>
    public static Initializer HeNormal { get; } = new ScaledInitializer("he_normal");

    /// <summary>Fills a weight.</summary>
    /// <param name="values">The elements, row-major, overwritten.</param>
    /// <param name="rows">Rows of the matrix: fanIn. A bias of one axis counts as one row.</param>
    /// <param name="columns">Columns over all gates together: fanOut.</param>
    /// <param name="random">Where random numbers come from.</param>
    public abstract void Fill(Span<double> values, int rows, int columns, Xoshiro random);

    /// <summary>Every element the same.</summary>
    /// <param name="value">The value.</param>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>Normal with the given mean and deviation.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="deviation">Standard deviation, at least 0.</param>
    public static Initializer Normal(double mean = 0, double deviation = 0.05) => new NormalInitializer(mean, deviation);

    /// <summary>Uniform in [low, high).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public static Initializer Uniform(double low = -0.05, double high = 0.05) => new UniformInitializer(low, high);

    /// <summary>
    /// Random orthogonal matrix times a gain: rows (or, in a tall matrix, columns) are orthonormal. The default of
    /// recurrent kernels, drawn for the whole [units, gates * units] matrix, so a single gate's block is not orthogonal.
    /// Saxe et al. (2014).
    /// </summary>
    /// <param name="gain">Factor.</param>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalInitializer(gain);

    /// <summary>Ones on the diagonal times a gain, zero elsewhere. Le, Jaitly and Hinton (2015).</summary>
    /// <param name="gain">Factor.</param>
    public static Initializer Identity(double gain = 1) => new IdentityInitializer(gain);

    /// <summary>
    /// For the bias of an LSTM, a GRU or a MinLstm: the gate that keeps starts at ln u, u uniform in [1, maxLag - 1], an
    /// input gate at the opposite, all else at zero. Tallec and Ollivier (2018).
    /// </summary>
    /// <param name="maxLag">The longest memory wanted in steps, at least 2.</param>
    public static Initializer Chrono(double maxLag) => new ChronoInitializer(maxLag);

    /// <summary>Copies the given numbers, for weights set by hand.</summary>
    /// <param name="values">The elements, row-major.</param>
    public static Initializer Values(params double[] values) => new ValuesInitializer(values);

    // Text from which Parse makes the same initializer; null for a rule of a reader's own.
    internal virtual string? Text => null;
}
