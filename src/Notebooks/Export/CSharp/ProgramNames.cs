using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting;

namespace Notebooks;

/// <summary>
/// The names that the cells of a notebook declare for later ones, and what they are called in a single program. A later cell may
/// declare a name again, and a block may use one for itself; in a program each needs a name of its own.
/// </summary>
internal sealed class ProgramNames
{
    private readonly HashSet<ISymbol> _declared = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _inOrder = [];
    private readonly Dictionary<ISymbol, string> _renamed = new(SymbolEqualityComparer.Default);

    // Names that a program would take for something else than the cell means.
    private readonly HashSet<string> _takenByValues = new(StringComparer.Ordinal);
    private readonly HashSet<string> _takenByTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);

    public ProgramNames(IReadOnlyList<BoundScript> scripts)
    {
        foreach (var script in scripts)
        {
            Declare(script);
        }

        foreach (var script in scripts)
        {
            FindTaken(script);
        }

        foreach (var group in _inOrder.GroupBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            Rename([.. group.Where(symbol => symbol is INamedTypeSymbol)], _takenByTypes.Contains(group.Key));
            Rename([.. group.Where(symbol => symbol is not INamedTypeSymbol)], _takenByValues.Contains(group.Key));
        }
    }

    /// <summary>What the cells declare, in order.</summary>
    public IReadOnlyList<ISymbol> Declared => _inOrder;

    /// <summary>Whether a cell declares it for later ones.</summary>
    public bool IsDeclared(ISymbol symbol) => _declared.Contains(symbol);

    /// <summary>The name in the program.</summary>
    public string NameOf(ISymbol symbol) => _renamed.GetValueOrDefault(symbol, symbol.Name);

    /// <summary>Whether the program calls it otherwise than the cell does.</summary>
    public bool IsRenamed(ISymbol symbol) => _renamed.ContainsKey(symbol);

    /// <summary>What a name means; null if it is unknown or undecided.</summary>
    public static ISymbol? Meaning(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        return Original(info.Symbol ?? (info.CandidateSymbols is [var only] ? only : null));
    }

    /// <summary>The symbols that a node declares in its own right, if it is one that does.</summary>
    public static ISymbol? DeclaredBy(SemanticModel model, SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            or MethodDeclarationSyntax or PropertyDeclarationSyntax or EventDeclarationSyntax => model.GetDeclaredSymbol(node),
        _ => null,
    };

    /// <summary>Whether a name stands behind a dot, or names an argument or member, so that it is looked up elsewhere than around it.</summary>
    public static bool IsBehindDot(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Left == name
            && assignment.Parent is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression or (int)SyntaxKind.WithInitializerExpression },
        _ => false,
    };

    private static ISymbol? Original(ISymbol? symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.OriginalDefinition,
        IMethodSymbol method => (method.ReducedFrom ?? method).OriginalDefinition,
        _ => symbol?.OriginalDefinition,
    };

    private void Declare(BoundScript script)
    {
        foreach (var node in script.Root.DescendantNodes())
        {
            if (DeclaredBy(script.Model, node) is { ContainingType.IsScriptClass: true } symbol && symbol is not ILocalSymbol && _declared.Add(symbol))
            {
                _inOrder.Add(symbol);
            }
        }
    }

    private void FindTaken(BoundScript script)
    {
        foreach (var token in script.Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            _identifiers.Add(token.ValueText);
        }

        foreach (var node in script.Root.DescendantNodes())
        {
            if (BlockName(script.Model, node) is { } ofBlock && !IsInFunction(node))
            {
                _takenByValues.Add(ofBlock);
            }
            else if (node is SimpleNameSyntax name && !IsBehindDot(name) && Meaning(script.Model, name) is { } symbol && !_declared.Contains(symbol))
            {
                Take(name, symbol);
            }
            else if (node is SimpleNameSyntax inValue && !IsBehindDot(inValue) && !SyntaxFacts.IsInTypeOnlyContext(inValue) && Meaning(script.Model, inValue) is INamedTypeSymbol own)
            {
                _takenByValues.Add(own.Name);
            }
        }
    }

    private void Take(SimpleNameSyntax name, ISymbol symbol)
    {
        var isType = symbol is INamedTypeSymbol or INamespaceSymbol or IAliasSymbol;
        if (isType && !IsNestedInCell(symbol))
        {
            _takenByTypes.Add(name.Identifier.ValueText);
        }

        var isOutside = isType || (symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol && symbol.IsStatic && !IsNestedInCell(symbol));
        if (isOutside && !SyntaxFacts.IsInTypeOnlyContext(name))
        {
            _takenByValues.Add(name.Identifier.ValueText);
        }
    }

    // A member of a type that a cell declares is found in that type first.
    private bool IsNestedInCell(ISymbol symbol)
    {
        for (var around = symbol.ContainingType; around is not null; around = around.ContainingType)
        {
            if (_declared.Contains(around.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    // What a block, loop, pattern or query at the top of a cell names for itself.
    private string? BlockName(SemanticModel model, SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax =>
            DeclaredBy(model, node) is { } symbol && !_declared.Contains(symbol) ? symbol.Name : null,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText,
        FromClauseSyntax from => from.Identifier.ValueText,
        LetClauseSyntax let => let.Identifier.ValueText,
        JoinClauseSyntax join => join.Identifier.ValueText,
        JoinIntoClauseSyntax into => into.Identifier.ValueText,
        QueryContinuationSyntax into => into.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };

    // A function may name its own variables as it likes.
    private static bool IsInFunction(SyntaxNode node) => node.Ancestors().Any(around => around
        is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or BaseTypeDeclarationSyntax);

    private void Rename(ISymbol[] symbols, bool isTaken)
    {
        var number = 2;
        foreach (var symbol in symbols.Skip(isTaken ? 0 : 1))
        {
            string name;
            do
            {
                var separator = char.IsDigit(symbol.Name[^1]) ? "_" : "";
                name = string.Create(CultureInfo.InvariantCulture, $"{symbol.Name}{separator}{number++}");
            }
            while (!_identifiers.Add(name));

            _renamed[symbol] = name;
        }
    }
}
