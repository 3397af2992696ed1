using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Recurrent.Tests;

/// <summary>
/// The engine compiled from its source with bugs planted behind a switch. A bug is a piece of the source, a statement or an expression, and
/// what takes its place.
/// </summary>
internal static class PlantedBugs
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

    /// <summary>The names of all bugs.</summary>
    public static IEnumerable<string> Names => Bugs.Keys;

    /// <summary>The broken engine as an assembly; <c>Planted.Bug</c> in it says which bug is switched on, "" for none.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="more">Source texts compiled with it.</param>
    public static byte[] Compile(string name, params string[] more)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        string[] texts = [.. more, Switch, .. ReadSources().Select(s => Plant(Path.GetFileName(s.Key), s.Value))];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            name,
            texts.Select(t => CSharpSyntaxTree.ParseText(t, options)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        return stream.ToArray();
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
