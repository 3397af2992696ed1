using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks;

/// <summary>
/// The names by which a C# cell depends on others, read from its text alone, so that they are known before anything runs. What
/// cannot be decided that way is decided for more dependence rather than less.
/// </summary>
public sealed class CellNames
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    // Calls that show or compare what they are given and change nothing of it.
    private static readonly HashSet<string> s_reading = new(StringComparer.Ordinal)
    {
        "display", "Display", "DisplayTable", "DisplayAs", "nameof", "ToString", "Equals", "CompareTo", "Contains", "IndexOf", "GetLength", "Length", "Clone", "ToArray", "ToList",
        "Select", "Where", "Zip", "Take", "Skip", "TakeLast", "SkipLast", "Sum", "Average", "Max", "Min", "MaxBy", "MinBy", "Count", "Any", "All", "First", "Last", "Single",
        "FirstOrDefault", "LastOrDefault", "Concat", "Append", "Prepend", "OrderBy", "OrderByDescending", "Distinct", "Reverse", "Aggregate", "SequenceEqual", "Chunk",
    };

    private static readonly HashSet<string> s_readingClasses = new(StringComparer.Ordinal) { "Console", "Math", "MathF", "string", "String" };

    private readonly Dictionary<string, HashSet<string>> _touchedByFunctions = new(StringComparer.Ordinal);

    private CellNames()
    {
    }

    /// <summary>The names that it declares for later cells.</summary>
    public HashSet<string> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>The names it mentions, wherever.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The names whose values it may change, or let be changed under another name.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>What a call of each function that it declares may change.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> TouchedByFunctions => _touchedByFunctions;

    /// <summary>Whether it brings names that its text does not show: a reference, a using, a loaded file.</summary>
    public bool BringsOthers { get; private set; }

    /// <summary>Reads a cell; magic lines are passed over.</summary>
    public static CellNames Of(string code)
    {
        var names = new CellNames();
        var root = CSharpSyntaxTree.ParseText(code, s_options).GetCompilationUnitRoot();
        names.BringsOthers = root.Usings.Count > 0 || root.GetReferenceDirectives().Count > 0 || root.GetLoadDirectives().Count > 0
            || root.Members.Any(member => member is BaseNamespaceDeclarationSyntax);
        foreach (var member in root.Members)
        {
            names.Declare(member);
            var touched = names.Touched;
            if (member is MethodDeclarationSyntax method)
            {
                touched = names._touchedByFunctions[method.Identifier.ValueText] = new HashSet<string>(StringComparer.Ordinal);
            }

            names.Read(member, touched);
        }

        return names;
    }

    private void Declare(MemberDeclarationSyntax member)
    {
        Declared.UnionWith(member switch
        {
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
            DelegateDeclarationSyntax type => [type.Identifier.ValueText],
            GlobalStatementSyntax statement => statement.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(variable => variable.Identifier.ValueText)
                .Concat(statement.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(variable => variable.Identifier.ValueText)),
            _ => [],
        });
        Declared.UnionWith(ExtensionMethods(member));
    }

    private static IEnumerable<string> ExtensionMethods(MemberDeclarationSyntax member) => member.DescendantNodesAndSelf().OfType<MethodDeclarationSyntax>()
        .Where(method => method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
        .Select(method => method.Identifier.ValueText);

    private void Read(MemberDeclarationSyntax member, HashSet<string> touched)
    {
        foreach (var name in member.DescendantNodes(descendIntoTrivia: false).OfType<SimpleNameSyntax>())
        {
            Used.Add(name.Identifier.ValueText);
            if (!IsBehindDot(name) && IsTouched(name))
            {
                touched.Add(name.Identifier.ValueText);
            }
        }
    }

    private static bool IsBehindDot(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name) || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax;

    private static bool IsTouched(SimpleNameSyntax name)
    {
        // From x to the whole of x.A[i].B.
        ExpressionSyntax path = name;
        while (path.Parent is ExpressionSyntax around && IsStep(around, path))
        {
            path = around;
        }

        return path.Parent switch
        {
            InvocationExpressionSyntax call => call.Expression == path && !IsReading(call),
            ArgumentSyntax argument => !argument.RefOrOutKeyword.IsKind(SyntaxKind.None) || (argument.Parent?.Parent is not ElementAccessExpressionSyntax && !IsReading(argument.Parent?.Parent)),
            AssignmentExpressionSyntax or EqualsValueClauseSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
            PostfixUnaryExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax or InitializerExpressionSyntax or CollectionElementSyntax => true,
            ForEachStatementSyntax or UsingStatementSyntax or AwaitExpressionSyntax or ConditionalExpressionSyntax or WithExpressionSyntax or CastExpressionSyntax => true,
            _ => false,
        };
    }

    private static bool IsStep(ExpressionSyntax around, ExpressionSyntax inner) => around switch
    {
        MemberAccessExpressionSyntax access => access.Expression == inner,
        ElementAccessExpressionSyntax element => element.Expression == inner,
        ConditionalAccessExpressionSyntax conditional => conditional.Expression == inner,
        ParenthesizedExpressionSyntax => true,
        PostfixUnaryExpressionSyntax suppress => suppress.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        _ => false,
    };

    private static bool IsReading(SyntaxNode? called) => called is InvocationExpressionSyntax call && call.Expression switch
    {
        MemberAccessExpressionSyntax access => s_reading.Contains(access.Name.Identifier.ValueText) || s_readingClasses.Contains(access.Expression.ToString()),
        SimpleNameSyntax name => s_reading.Contains(name.Identifier.ValueText),
        _ => false,
    };
}
