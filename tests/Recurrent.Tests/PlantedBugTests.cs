using System.Runtime.Loader;

namespace Recurrent.Tests;

/// <summary>
/// The checks are checked: the engine is compiled from its source with <see cref="PlantedBugs"/>, and what should catch
/// each of them has to.
/// </summary>
public class PlantedBugTests
{
    // what runs inside of the broken engine
    private const string Probes = """
        using Recurrent;

        public static class Probes
        {
            public static double GradientError(string kind)
            {
                RecurrentLayer layer = kind switch
                {
                    "simple" => new SimpleRnn(3, returnSequences: true),
                    "lstm" => new Lstm(3, returnSequences: true),
                    "gru" => new Gru(3, returnSequences: true),
                    _ => new Gru(3, resetAfter: false, returnSequences: true),
                };
                var model = new Sequential<double>(layer, new Dense(2));
                model.Build(2);
                var random = new Xoshiro(1);
                Tensor<double> Normal(params int[] shape)
                {
                    var tensor = new Tensor<double>(shape);
                    foreach (ref double value in tensor.AsSpan()) value = 0.7 * random.NextNormal();
                    return tensor;
                }

                foreach (var variable in model.Variables) variable.Value = Normal([.. variable.Shape]);
                model.Compile("sgd", "mse");
                return GradientCheck.Run<double>(model, Normal(2, 5, 2), Normal(2, 5, 2)).LargestError;
            }

            // two steps of Adam on one weight with the gradients 2 and 2 w_1
            public static double AdamWeight()
            {
                var model = new Sequential<double>(new Dense(1, useBias: false, kernelInitializer: Initializer.Ones));
                model.Compile(new Adam(0.1), "mse");
                for (int k = 0; k < 2; k++) model.TrainOnBatch(new double[,] { { 1 } }, new double[,] { { 0 } });
                return model[0, "kernel"][0, 0];
            }

            // loss of a mask that hides the last step: the output has to be that of the step before
            public static double MaskedGap()
            {
                var model = new Sequential<double>(new SimpleRnn(2));
                Inputs<double> x = new double[,,] { { { 1 }, { 2 }, { 3 } } };
                double masked = model.Predict(x.WithMask(0, new double[,] { { 1, 1, 0 } }))[0, 0];
                return Math.Abs(masked - model.Predict(new double[,,] { { { 1 }, { 2 } } })[0, 0]);
            }
        }
        """;

    private static readonly Lazy<Type> Broken = new(Compile);

    [Fact]
    public void SoundEngine_PassesTheProbes()
    {
        foreach (string kind in (string[])["simple", "lstm", "gru", "gru before"])
        {
            Assert.InRange(Call("", "GradientError", kind), 0, 1e-6);
        }

        Assert.Equal(AdamByHand(), Call("", "AdamWeight"), 1e-12);
        Assert.Equal(0, Call("", "MaskedGap"), 1e-15);
    }

    [Theory]
    [InlineData("wrong tanh derivative", "simple")]
    [InlineData("wrong sigmoid derivative", "lstm")]
    [InlineData("dropped carry of dC", "lstm")]
    [InlineData("C(t) for C(t-1)", "lstm")]
    [InlineData("input gate for forget gate", "lstm")]
    [InlineData("forgotten bias, simple", "simple")]
    [InlineData("forgotten bias, lstm", "lstm")]
    [InlineData("forgotten bias, gru", "gru")]
    [InlineData("weight not transposed", "simple")]
    [InlineData("transpose that copies", "lstm")]
    [InlineData("missing sum over time", "simple")]
    [InlineData("missing sum over time", "lstm")]
    [InlineData("dropped path through h", "simple")]
    [InlineData("reset gate of the state", "gru")]
    [InlineData("forgotten reset gate", "gru")]
    [InlineData("forgotten reset path", "gru before")]
    [InlineData("wrong sign of the update gate", "gru")]
    [InlineData("loss gradient without its 2", "simple")]
    [InlineData("loss without its mean", "simple")]
    public void GradientCheck_CatchesTheBug(string bug, string kind)
    {
        double error = Call(bug, "GradientError", kind);
        Assert.True(error > 1e-4, $"the bug was not caught: largest relative error {error:E2}");
    }

    [Theory]
    [InlineData("bias correction of the first step")]
    [InlineData("epsilon under the root")]
    [InlineData("beta1 for beta2")]
    public void StepsByHand_CatchTheBug(string bug)
    {
        double got = Call(bug, "AdamWeight");
        Assert.True(Math.Abs(got - AdamByHand()) > 1e-9, $"the bug was not caught: {got:R}");
    }

    [Fact]
    public void MaskedSteps_CatchAnOutputThatIsNotRepeated()
    {
        double gap = Call("masked output not repeated", "MaskedGap");
        Assert.True(gap > 1e-3, $"the bug was not caught: {gap:R}");
    }

    private static double AdamByHand()
    {
        double w = 1, m = 0, v = 0;
        for (int t = 1; t <= 2; t++)
        {
            double g = 2 * w;
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            w -= 0.1 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * m / (Math.Sqrt(v) + 1e-7);
        }

        return w;
    }

    // runs a probe with one bug switched on, or none
    private static double Call(string bug, string probe, params object[] arguments)
    {
        var planted = Broken.Value.Assembly.GetType("Planted")!.GetField("Bug")!;
        planted.SetValue(null, bug);
        try
        {
            return (double)Broken.Value.GetMethod(probe)!.Invoke(null, arguments)!;
        }
        finally
        {
            planted.SetValue(null, "");
        }
    }

    private static Type Compile() => new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(PlantedBugs.Compile("Broken", Probes))).GetType("Probes")!;
}
