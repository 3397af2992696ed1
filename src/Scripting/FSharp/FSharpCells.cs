using System.Globalization;
using System.Reflection;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using Scripting.CSharp;
using Scripting.Execution;
using Scripting.Languages;
using Scripting.Magics;
using Outcome = Microsoft.FSharp.Core.FSharpChoice<Microsoft.FSharp.Core.FSharpOption<FSharp.Compiler.Interactive.Shell.FsiValue>?, System.Exception>;

namespace Scripting.FSharp;

/// <summary>The session of F#'s own interactive evaluator, with the references, usings and load context of C# cells.</summary>
internal sealed class FSharpCells
{
    private const int ValueRestriction = 30;

    private static readonly Lazy<string> s_preamble = new(() =>
    {
        using var stream = typeof(FSharpCells).Assembly.GetManifestResourceStream("Preamble.fsx")
            ?? throw new InvalidOperationException("The assembly holds no Preamble.fsx; it was built without it.");
        return new StreamReader(stream).ReadToEnd();
    });

    private readonly SessionLoadContext _loadContext;
    private readonly Shell.FsiEvaluationSession _session;
    private readonly FSharpLoopStops _stops;
    private readonly HashSet<string> _referenced = new(StringComparer.OrdinalIgnoreCase);

    public FSharpCells(SessionOptions options, SessionLoadContext loadContext)
    {
        FSharpLoader.Install();
        _loadContext = loadContext;
        string[] arguments =
        [
            "fsi", "--noninteractive", "--nologo", "--quiet", "--gui-", "--usesdkrefs-", "--noframework", "--readline-",
            // Debug information, which tells an error's line, needs an assembly a cell; optimised code would lose the line.
            "--multiemit+", "--debug+", "--optimize-", "--langversion:latest", "--nowarn:75", "-I:" + Path.GetFullPath(options.WorkingDirectory),
            .. FrameworkReferences.Paths.Select(path => "-r:" + path), "-r:" + typeof(FSharpOption<>).Assembly.Location,
        ];
        using var scope = FSharpLoader.Enter(loadContext);
        _session = Shell.FsiEvaluationSession.Create(
            Shell.FsiEvaluationSession.GetDefaultConfiguration(), arguments, TextReader.Null, TextWriter.Null, TextWriter.Null,
            collectible: null, legacyReferenceResolver: null);
        _stops = new FSharpLoopStops(_session.InteractiveChecker);
        _ = Evaluate(new CellCode(s_preamble.Value, "preamble"), CancellationToken.None);
        foreach (var file in loadContext.References)
        {
            Reference(file);
        }

        // To read the references took the compiler a hundred MB that it does not keep, and the collector would keep for it.
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>The variables of all cells, by name.</summary>
    public IReadOnlyList<NamedValue> Values
    {
        get
        {
            // To tell a variable's type the evaluator may load assemblies.
            using var scope = FSharpLoader.Enter(_loadContext);
            return [.. _session.GetBoundValues()
                .Where(value => value.Name != "it" && value.Value.ReflectionType is not null)
                .Select(value => new NamedValue(value.Name, value.Value.ReflectionType, value.Value.ReflectionValue))
                .OrderBy(value => value.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Runs code; its value is that of its last expression, unless that is <c>unit</c>.</summary>
    /// <exception cref="CompilationErrorException">It does not compile.</exception>
    public CellValue Run(CellCode code, CancellationToken cancellationToken)
    {
        code = code with { Text = FSharpText.WithoutEnds(code.Text) };
        var value = code.IsKept && _stops.Insert(code.Text, code.CellName) is { } stoppable ? EvaluateStoppable(code, stoppable, cancellationToken) : Evaluate(code, cancellationToken);
        return value is null || value.ReflectionType == typeof(Unit) ? CellValue.None : new CellValue(true, value.ReflectionValue);
    }

    /// <summary>Checks code on top of the session, for questions about it.</summary>
    public (FSharpParseFileResults Parsed, FSharpCheckFileResults Checked) Check(string code)
    {
        using var scope = FSharpLoader.Enter(_loadContext);
        var (parsed, checkedCode, _) = _session.ParseAndCheckInteraction(code, FSharpOption<bool>.None);
        return (parsed, checkedCode);
    }

    /// <summary>Makes an assembly known to F# code.</summary>
    public void Reference(string file)
    {
        if (_referenced.Add(Path.GetFileNameWithoutExtension(file)))
        {
            _ = Evaluate(new CellCode($"#r @\"{file}\"", "reference"), CancellationToken.None);
        }
    }

    /// <summary>Makes the assemblies that a type and its arguments come from known to F# code.</summary>
    public void Reference(Type type)
    {
        foreach (var argument in type.GetGenericArguments().Append(type.IsArray ? type.GetElementType()! : typeof(object)))
        {
            if (argument != typeof(object))
            {
                Reference(argument);
            }
        }

        var name = type.Assembly.GetName().Name!;
        if (!FrameworkReferences.IsForCells(name) && type.Assembly.Location is { Length: > 0 } file)
        {
            Reference(file);
        }
    }

    // What does not compile is compiled again as it was written, for errors that point at the right columns; unless a part of it ran.
    private Shell.FsiValue? EvaluateStoppable(CellCode code, string stoppable, CancellationToken cancellationToken)
    {
        var before = _session.DynamicAssemblies.Length;
        try
        {
            return Evaluate(code with { Text = stoppable }, cancellationToken, code);
        }
        catch (CompilationErrorException) when (_session.DynamicAssemblies.Length == before)
        {
            return Evaluate(code, cancellationToken);
        }
    }

    private Shell.FsiValue? Evaluate(CellCode code, CancellationToken cancellationToken, CellCode? written = null)
    {
        using var compiling = InterruptibleRun.Hold();
        using var scope = FSharpLoader.Enter(_loadContext, compiling);
        var (outcome, diagnostics) = code.IsKept
            ? _session.EvalInteractionNonThrowing(code.Text, code.CellName, FSharpOption<CancellationToken>.Some(cancellationToken))
            : _session.EvalExpressionNonThrowing(code.Text, code.CellName);
        // Of some code that does not parse the evaluator says that it ran.
        var errors = diagnostics.Where(d => d.Severity.IsError).ToArray();
        if (errors.Length == 0 && outcome is Outcome.Choice1Of2 done)
        {
            return done.Item is null ? null : done.Item.Value;
        }

        if (code.IsKept && errors is [{ ErrorNumber: ValueRestriction } restriction] && restriction.Message.Contains("'it'", StringComparison.Ordinal))
        {
            // The last expression is of any type, as `failwith "…"` is: it is run for its effect alone.
            return Evaluate(code with { Text = code.Text + "\n()" }, cancellationToken, written);
        }

        if (errors.Length > 0)
        {
            throw new CompilationErrorException(Headline(errors[0]), [.. errors.SelectMany(e => Describe(e, written ?? code))]);
        }

        var error = ((Outcome.Choice2Of2)outcome).Item;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error is TargetInvocationException { InnerException: { } inner } ? inner : error);
        return null;
    }

    private static string Headline(FSharpDiagnostic error) =>
        string.Create(CultureInfo.InvariantCulture, $"line {error.StartLine}: {error.ErrorNumberText}: {error.Message}");

    private static IEnumerable<string> Describe(FSharpDiagnostic error, CellCode code)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(code.CellName)}({error.StartLine},{error.StartColumn + 1}): error {error.ErrorNumberText}: {error.Message}");
        var lines = code.Text.ReplaceLineEndings("\n").Split('\n');
        if (error.StartLine >= 1 && error.StartLine <= lines.Length)
        {
            yield return "    " + lines[error.StartLine - 1];
            yield return "    " + new string(' ', error.StartColumn) + "^";
        }
    }
}
