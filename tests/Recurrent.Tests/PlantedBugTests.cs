using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Recurrent.Tests;

/// <summary>
/// The checks are checked: the engine is compiled from its source with bugs planted behind a switch, and what should catch
/// each of them has to. A bug is a piece of the source, a statement or an expression, and what takes its place.
/// </summary>
public class PlantedBugTests
{
    private static readonly Dictionary<string, Bug> Bugs = new()
    {
        ["wrong tanh derivative"] = new("Tanh.cs", "V.MultiplyAdd(-y, y, V.Constant(1))", "(V.Constant(1) - y)"),
        ["wrong sigmoid derivative"] = new("Sigmoid.cs", "y * (V.Constant(1) - y)", "y * (V.Constant(1) + y)"),
        ["dropped carry of dC"] = new("LstmCell.cs", "V.Load(ref dcNext, k)", "default"),
        ["C(t) for C(t-1)"] = new("LstmCell.cs", "dC_t * V.Load(ref cPrevious, k)", "dC_t * V.Load(ref cPrevious, (rows * units) + k)"),
        ["input gate for forget gate"] = new("LstmCell.cs", "dC_t * f", "dC_t * i"),
        ["forgotten bias, simple"] = new("SimpleRnn.cs", "D + H + (_b is null ? 0 : 1)", "D + H"),
        ["forgotten bias, lstm"] = new("Lstm.cs", "D + H + (_b is null ? 0 : 1)", "D + H"),
        ["forgotten bias, gru"] = new("Gru.cs", "yield return new WeightSum(_b.Offset + (5 * H), 3 * H, 1, H);", ""),
        ["weight not transposed"] = new("SimpleRnn.cs", "context.Packed(wh, WeightUse.Backward)", "context.Packed(wh, WeightUse.Forward)"),
        ["transpose that copies"] = new("Panels.cs", "from = ref Unsafe.Add(ref from, columnStride);", "from = ref Unsafe.Add(ref from, 1);"),
        ["missing sum over time"] = new("WeightAccumulator.cs", "sum.LastStepOnly ? 1 : chunks[0].Passes[layer].Steps", "1"),
        ["dropped path through h"] = new("RecurrentPass.cs", "PassOn(t);", "PassOn(t); DState(0).Clear();"),
        ["reset gate of the state"] = new("GruCell.cs", "da_g * V.Load(ref step.Q, at)", "da_g * V.Load(ref step.HPrevious, at)"),
        ["forgotten reset gate"] = new("GruCell.cs", "Lanes.StoreFirst(da_g * r, left, ref step.Dq, at);", "Lanes.StoreFirst(da_g, left, ref step.Dq, at);"),
        ["forgotten reset path"] = new("GruCell.cs", "V.MultiplyAdd(dq, r, V.Load(ref step.DhPrevious, at))", "V.Load(ref step.DhPrevious, at)"),
        ["wrong sign of the update gate"] = new("GruCell.cs", "dh * (V.Load(ref step.HPrevious, at) - g)", "dh * (g - V.Load(ref step.HPrevious, at))"),
        ["loss gradient without its 2"] = new("MeanSquaredError.cs", "two * difference / count", "difference / count"),
        ["loss without its mean"] = new("MeanSquaredError.cs", "sum / count", "sum"),
        ["bias correction of the first step"] = new("Adam.cs", "Math.Sqrt(1 - Math.Pow(Beta2, t))", "Math.Sqrt(1 - Beta2)"),
        ["epsilon under the root"] = new("Adam.cs", "(V.SquareRoot(v) + epsilon)", "V.SquareRoot(v + epsilon)"),
        ["beta1 for beta2"] = new("Adam.cs", "rest2 * gradient * gradient", "rest1 * gradient * gradient"),
        ["masked output not repeated"] = new("StepMask.cs", "_outputs.AsSpan(at - (rows * units), units).CopyTo(output);", "output.Clear();"),
    };

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

    private static Type Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        string[] texts = [Probes, Switch, .. ReadSources().Select(s => Plant(Path.GetFileName(s.Key), s.Value))];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "Broken",
            texts.Select(t => CSharpSyntaxTree.ParseText(t, options)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(stream).GetType("Probes")!;
    }

    // each piece has to stand in its file exactly once
    private static string Plant(string file, string source)
    {
        foreach (var (name, bug) in Bugs.Where(b => b.Value.File == file))
        {
            Assert.True(source.Split(bug.Piece).Length == 2, $"{file} has {source.Split(bug.Piece).Length - 1} places with: {bug.Piece}");
            string test = $"global::Planted.Bug == \"{name}\"";
            string both = bug.Piece.EndsWith(';') ? $"if ({test}) {{ {bug.Instead} }} else {{ {bug.Piece} }}" : $"({test} ? {bug.Instead} : {bug.Piece})";
            source = source.Replace(bug.Piece, both, StringComparison.Ordinal);
        }

        return source;
    }

    private const string Switch = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        public static class Planted
        {
            public static string Bug = "";
        }
        """;

    private static Dictionary<string, string> ReadSources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "src", "Recurrent")))
        {
            folder = folder.Parent;
        }

        string source = Path.Combine(folder.FullName, "src", "Recurrent");
        char slash = Path.DirectorySeparatorChar;
        return Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(p => !p.Contains($"{slash}obj{slash}", StringComparison.Ordinal) && !p.Contains($"{slash}bin{slash}", StringComparison.Ordinal))
            .ToDictionary(p => p, File.ReadAllText);
    }

    private sealed record Bug(string File, string Piece, string Instead);
}
