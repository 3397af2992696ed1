using System.Numerics;

namespace Recurrent;

/// <summary>
/// Compares the gradients that a model computes with central differences of its loss, (L(w + e) - L(w - e)) / 2e, for
/// every weight and every input, in double precision on a copy of the model.
/// </summary>
public static class GradientCheck
{
    private const string InputName = "input";

    /// <summary>Checks a model on some data.</summary>
    /// <param name="model">A compiled model; it stays as it is.</param>
    /// <param name="x">[samples, steps, features]; a few samples and steps are enough.</param>
    /// <param name="y">Targets as for Fit.</param>
    /// <param name="epsilon">The step e. The error of the difference goes with e², that of rounding with 1e-16 / e.</param>
    /// <param name="training">Whether dropout acts; then the same elements are dropped in every pass.</param>
    /// <typeparam name="T">Precision of the model; the check runs in double.</typeparam>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public static GradientReport Run<T>(Sequential<T> model, Inputs<T> x, Tensor<T> y, double epsilon = 1e-5, bool training = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(y);
        if (!(epsilon > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The step must be above 0.");
        }

        model.NetworkFor(x);
        var copy = model.Cast<double>();
        var inputs = x.Cast<double>();
        var targets = y.Cast<double>();
        copy.CheckReady(inputs, targets);
        var network = copy.NetworkFor(inputs);
        return new GradientReport(Entries(network, copy.Loss!, inputs, targets, epsilon, training));
    }

    private static List<GradientEntry> Entries(Network<double> network, Loss loss, Inputs<double> x, Tensor<double> y, double epsilon, bool training)
    {
        int samples = x.X.Shape[0];
        int[] order = [.. Enumerable.Range(0, samples)];
        var chunk = network.NewChunk();
        chunk.Resize(network.Steps(x), 0, samples);
        double scale = loss.Scale(chunk.OutputSteps * samples);

        double Loss()
        {
            network.ResetStates();
            Array.ForEach(chunk.Passes, p => p.PrepareCarriedStates(samples));
            network.PackForward();
            chunk.Load(x, order);
            chunk.Reseed(1);
            chunk.Forward(training);
            chunk.Score(loss, y, null, order, scale);
            return chunk.LossSum() * scale;
        }

        double Difference(ref double at)
        {
            double saved = at;
            at = saved + epsilon;
            double above = Loss();
            at = saved - epsilon;
            double below = Loss();
            at = saved;
            return (above - below) / (2 * epsilon);
        }

        Loss();
        network.PackBackward(inputGradient: true);
        chunk.Backward(inputGradient: true);
        var gradients = new AlignedBuffer<double>(network.Parameters.Count);
        GradientSums<double>.Add(chunk, gradients);
        double[] inputGradients = InputGradients(chunk, x.X);
        var entries = new List<GradientEntry>();
        foreach (var slice in network.Parameters.Slices)
        {
            for (int k = 0; k < slice.Length; k++)
            {
                double numeric = Difference(ref network.Parameters.Values[slice.Offset + k]);
                entries.Add(new GradientEntry(slice.LayerName, slice.Name, k, gradients[slice.Offset + k], numeric));
            }
        }

        for (int k = 0; k < x.X.Length && network.Layers[0] is not IReadsIndices; k++)
        {
            entries.Add(new GradientEntry(InputName, InputName, k, inputGradients[k], Difference(ref x.X.Data[k])));
        }

        return entries;
    }

    // [steps, samples, features] in the order of x, [samples, steps, features]
    private static double[] InputGradients(Chunk<double> chunk, Tensor<double> x)
    {
        var gradients = new double[x.Length];
        int width = x.Length / (chunk.Steps * chunk.Rows);
        for (int t = 0; t < chunk.Steps; t++)
        {
            for (int b = 0; b < chunk.Rows; b++)
            {
                chunk.InputGradient.Slice(((t * chunk.Rows) + b) * width, width).CopyTo(gradients.AsSpan(((b * chunk.Steps) + t) * width));
            }
        }

        return gradients;
    }
}

/// <summary>One derivative, computed and measured.</summary>
/// <param name="Layer">Name of the layer, or "input".</param>
/// <param name="Variable">Name of the weight, or "input".</param>
/// <param name="Index">Position in it, row-major.</param>
/// <param name="Analytic">What the backward pass computed.</param>
/// <param name="Numeric">The central difference.</param>
public readonly record struct GradientEntry(string Layer, string Variable, int Index, double Analytic, double Numeric);

/// <summary>The result of a <see cref="GradientCheck"/>.</summary>
public sealed class GradientReport
{
    private readonly double _floor;

    internal GradientReport(IReadOnlyList<GradientEntry> entries)
    {
        Entries = entries;
        _floor = 1e-2 * entries.Max(e => Math.Max(Math.Abs(e.Numeric), Math.Abs(e.Analytic)));
        Worst = entries.MaxBy(RelativeError);
    }

    /// <summary>Every derivative, weights first, then the inputs.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>The entry with the largest relative error.</summary>
    public GradientEntry Worst { get; }

    /// <summary>The largest relative error.</summary>
    public double LargestError => RelativeError(Worst);

    /// <summary>
    /// |analytic - numeric| over the larger of the two, or over a hundredth of the largest derivative of all where that
    /// is more, since a difference of losses has no more digits. Not a number counts as infinite.
    /// </summary>
    /// <param name="entry">One of the entries.</param>
    public double RelativeError(GradientEntry entry)
    {
        double gap = Math.Abs(entry.Analytic - entry.Numeric);
        double size = Math.Max(_floor, Math.Max(Math.Abs(entry.Analytic), Math.Abs(entry.Numeric)));
        return gap == 0 ? 0 : double.IsNaN(gap / size) ? double.PositiveInfinity : gap / size;
    }

    /// <summary>The largest relative error of each weight and of the input, as "layer/weight".</summary>
    public IReadOnlyDictionary<string, double> ErrorsByVariable =>
        Entries.GroupBy(e => e.Layer == e.Variable ? e.Layer : $"{e.Layer}/{e.Variable}").ToDictionary(g => g.Key, g => g.Max(RelativeError));

    /// <summary>The worst entry in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"largest relative error {LargestError:E2} at {Worst.Layer}/{Worst.Variable}[{Worst.Index}]: computed {Worst.Analytic:G9}, measured {Worst.Numeric:G9}");
}
