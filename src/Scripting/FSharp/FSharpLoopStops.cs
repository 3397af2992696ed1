using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Syntax;
using FSharp.Compiler.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Control;
using Microsoft.FSharp.Core;
using Range = FSharp.Compiler.Text.Range;

namespace Scripting.FSharp;

/// <summary>
/// Lets each round of a cell's loops, and each call of its recursive functions, begin with a look at whether the cell was
/// interrupted, as C# cells do: a loop ends between two of its statements, and no thread has to be aborted.
/// </summary>
/// <remarks>
/// Columns carry meaning in F#, so nothing that goes over several lines is moved: before a body on lines of its own the look gets a
/// line, and a directive gives the lines behind it their numbers back; into a body of one line it is put inline. Left as they are:
/// bodies of several lines that begin behind their <c>do</c>, quotations, inline functions, and computations of other
/// builders than the known ones.
/// </remarks>
internal sealed partial class FSharpLoopStops
{
    private const string Look = "if global.Microsoft.DotNet.Interactive.CellStop.Asked <> 0 then global.Microsoft.DotNet.Interactive.CellStop.Throw()";

    // Bindings, since a statement would be a part of a computation, for its builder to combine with what follows.
    private const string Line = "let _ = " + Look;
    private const string Inline = "let _ = (" + Look + ") in ";
    private const string Script = "cell.fsx";

    // A binding in front of what they compute changes nothing.
    private static readonly string[] s_builders = ["seq", "async", "task", "backgroundTask"];

    private readonly FSharpChecker _checker;
    private readonly FSharpParsingOptions _options;

    public FSharpLoopStops(FSharpChecker checker)
    {
        _checker = checker;
        _options = checker.GetParsingOptionsFromCommandLineArgs(
            ListModule.OfSeq([Script]), ListModule.OfSeq(["--langversion:latest"]), isInteractive: FSharpOption<bool>.Some(true), isEditing: null).Item1;
    }

    /// <summary>The code with the looks put in; null if it has no place for one, or is no F#.</summary>
    public string? Insert(string code, string cellName)
    {
        // Most cells have none, and need not be parsed for it.
        if (!Loop().IsMatch(code) || code.Contains("#line", StringComparison.Ordinal) || cellName.Contains('"', StringComparison.Ordinal))
        {
            return null;
        }

        var parsed = FSharpAsync.RunSynchronously(
            _checker.ParseFile(Script, SourceText.ofString(code), _options, cache: FSharpOption<bool>.Some(false), userOpName: null), timeout: null, cancellationToken: null);
        if (parsed.ParseHadErrors)
        {
            return null;
        }

        var lines = code.Split('\n');
        var places = new SortedSet<(int Line, int Column)>();
        ParsedInputModule.fold(
            FuncConvert.FromFunc<int, FSharpList<SyntaxNode>, SyntaxNode, int>((count, path, node) =>
            {
                foreach (var body in IsUntouchable(node, path) ? [] : Bodies(node).SelectMany(body => Places(body, lines)))
                {
                    places.Add((body.StartLine, body.StartColumn));
                }

                return count;
            }),
            0, parsed.ParseTree);
        return places.Count == 0 ? null : Insert(lines, places, cellName);
    }

    private static string Insert(string[] lines, IEnumerable<(int Line, int Column)> places, string cellName)
    {
        var text = new StringBuilder();
        var byLine = places.ToLookup(place => place.Line, place => place.Column);
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            var done = 0;
            foreach (var column in byLine[number])
            {
                if (IsFirst(line, column))
                {
                    text.Append(line, 0, column).Append(Line).Append('\n')
                        .Append(CultureInfo.InvariantCulture, $"#line {number} \"{cellName}\"\n");
                }
                else
                {
                    text.Append(line, done, column - done).Append(Inline);
                    done = column;
                }
            }

            text.Append(line, done, line.Length - done).Append(number < lines.Length ? "\n" : "");
        }

        return text.ToString();
    }

    /// <summary>What a node runs again and again.</summary>
    private static IEnumerable<SynExpr> Bodies(SyntaxNode node) => node switch
    {
        SyntaxNode.SynExpr { Item: SynExpr.While loop } => [loop.doExpr],
        SyntaxNode.SynExpr { Item: SynExpr.WhileBang loop } => [loop.doExpr],
        SyntaxNode.SynExpr { Item: SynExpr.For loop } => [loop.doBody],
        SyntaxNode.SynExpr { Item: SynExpr.ForEach loop } => [loop.bodyExpr],
        SyntaxNode.SynExpr { Item: SynExpr.LetOrUse { Item: { IsRecursive: true } let } } => let.Bindings.SelectMany(Functions),
        SyntaxNode.SynModule { Item: SynModuleDecl.Let { isRecursive: true } let } => let.bindings.SelectMany(Functions),
        SyntaxNode.SynMemberDefn { Item: SynMemberDefn.LetBindings { isRecursive: true } let } => let.bindings.SelectMany(Functions),
        _ => [],
    };

    private static IEnumerable<SynExpr> Functions(SynBinding binding) =>
        binding.isInline || IsReflected(binding) ? []
        : binding.headPat is SynPat.LongIdent { argPats: SynArgPats.Pats { pats.IsEmpty: false } or SynArgPats.NamePatPairs } ? Functions(binding.expr, isCalled: true)
        : Functions(binding.expr, isCalled: false);

    private static IEnumerable<SynExpr> Functions(SynExpr value, bool isCalled) => value switch
    {
        SynExpr.Typed typed => Functions(typed.expr, isCalled),
        SynExpr.Lambda { parsedData: { } written } => Functions(written.Value.Item2, isCalled: true),
        SynExpr.MatchLambda lambda => lambda.matchClauses.Select(clause => clause.resultExpr),
        _ => isCalled ? [value] : [],
    };

    /// <summary>Where the looks of a body go: at its beginning, or at those of the parts it comes to.</summary>
    private static IEnumerable<Range> Places(SynExpr body, string[] lines)
    {
        var line = lines[body.Range.StartLine - 1];
        var column = body.Range.StartColumn;
        return body is SynExpr.YieldOrReturn && !Yield().IsMatch(line.AsSpan(column))
            ? [] // for x in xs -> x: behind the arrow is a value, not statements
            : IsFirst(line, column) || (body.Range.StartLine == body.Range.EndLine && Before().IsMatch(line.AsSpan(0, column))) ? [body.Range]
            : body switch
            {
                SynExpr.Match match => match.clauses.SelectMany(clause => Places(clause.resultExpr, lines)),
                SynExpr.App { funcExpr: SynExpr.Ident { ident: var builder }, argExpr: SynExpr.ComputationExpr computation } when s_builders.Contains(builder.idText) => Places(computation.expr, lines),
                _ => [],
            };
    }

    private static bool IsFirst(string line, int column) => line.AsSpan(0, column).IsWhiteSpace();

    private static bool IsUntouchable(SyntaxNode node, FSharpList<SyntaxNode> path)
    {
        var above = path.Prepend(node).ToArray();
        return above.Select((inner, i) => (Node: inner, Outer: i + 1 < above.Length ? above[i + 1] : null)).Any(step => step.Node switch
        {
            SyntaxNode.SynExpr { Item: SynExpr.Quote or SynExpr.InterpolatedString } => true,
            SyntaxNode.SynExpr { Item: SynExpr.ComputationExpr } => step.Outer is not SyntaxNode.SynExpr { Item: SynExpr.App { funcExpr: SynExpr.Ident { ident: var builder } } } || !s_builders.Contains(builder.idText),
            SyntaxNode.SynBinding { Item: var binding } => binding.isInline || IsReflected(binding),
            _ => false,
        });
    }

    private static bool IsReflected(SynBinding binding) =>
        binding.attributes.SelectMany(list => list.Attributes).Any(attribute => attribute.TypeName.LongIdent.Last().idText.StartsWith("ReflectedDefinition", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(while|for|rec)\b")]
    private static partial Regex Loop();

    [GeneratedRegex("^(yield|return)")]
    private static partial Regex Yield();

    [GeneratedRegex(@"(\bdo|=|->)\s*$")]
    private static partial Regex Before();
}
