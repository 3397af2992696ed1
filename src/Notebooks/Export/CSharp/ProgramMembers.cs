using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting;

namespace Notebooks;

/// <summary>
/// Which of the cells' declarations cannot be local variables and functions of a program, and become static members of its class
/// <c>Program</c>: properties, what types use, variables used above their declaration, and whatever these use in turn.
/// </summary>
internal sealed class ProgramMembers
{
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);

    /// <param name="scripts">The cells' code.</param>
    /// <param name="names">What they declare.</param>
    /// <param name="asMembers">The names, in the program, of variables that must be members.</param>
    /// <param name="isGuarded">Whether a script stands in a block of its own in the program, so that what it declares must be declared outside.</param>
    public ProgramMembers(IReadOnlyList<BoundScript> scripts, ProgramNames names, Func<BoundScript, bool> isGuarded, IReadOnlySet<string> asMembers)
    {
        var uses = new Dictionary<ISymbol, List<ISymbol>>(SymbolEqualityComparer.Default);
        foreach (var script in scripts)
        {
            foreach (var node in script.Root.DescendantNodes())
            {
                if (ProgramNames.DeclaredBy(script.Model, node) is { } symbol && names.IsDeclared(symbol) && symbol is not INamedTypeSymbol && (MustBe(symbol) || isGuarded(script) || asMembers.Contains(names.NameOf(symbol))))
                {
                    _members.Add(symbol);
                }

                if (node is SimpleNameSyntax name && ProgramNames.Meaning(script.Model, name) is { } used && names.IsDeclared(used) && used is not INamedTypeSymbol)
                {
                    See(script, name, used, uses);
                }
            }
        }

        var open = new Queue<ISymbol>(_members);
        while (open.TryDequeue(out var member))
        {
            foreach (var used in uses.GetValueOrDefault(member) ?? [])
            {
                if (_members.Add(used))
                {
                    open.Enqueue(used);
                }
            }
        }
    }

    /// <summary>Whether it becomes a member of <c>Program</c>.</summary>
    public bool Contains(ISymbol symbol) => _members.Contains(symbol);

    /// <summary>Whether there are any.</summary>
    public bool Any => _members.Count > 0;

    /// <summary>Whether a member keeps its value with its declaration, since nothing that runs before it could matter.</summary>
    public static bool IsStatic(ISymbol symbol) => symbol is IFieldSymbol { IsStatic: true } or IFieldSymbol { IsConst: true };

    private static bool MustBe(ISymbol symbol) => symbol is IPropertySymbol or IEventSymbol or IMethodSymbol { IsExtensionMethod: true } or IFieldSymbol { IsStatic: true, IsConst: false };

    private void See(BoundScript script, SimpleNameSyntax name, ISymbol used, Dictionary<ISymbol, List<ISymbol>> uses)
    {
        if (used is IFieldSymbol && used.DeclaringSyntaxReferences is [var declaration] && declaration.SyntaxTree == script.Root.SyntaxTree && name.SpanStart < declaration.Span.Start)
        {
            _members.Add(used);
        }

        // Inside a type only static members can be meant.
        if (name.Ancestors().Any(around => around is BaseTypeDeclarationSyntax))
        {
            _members.Add(used);
        }

        var holder = name.Ancestors().FirstOrDefault(around => around.Parent is CompilationUnitSyntax);
        IEnumerable<ISymbol?> owners = holder switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => script.Model.GetDeclaredSymbol(variable)).Where(symbol => symbol is not null && IsStatic(symbol)),
            MemberDeclarationSyntax member and (MethodDeclarationSyntax or PropertyDeclarationSyntax or EventDeclarationSyntax) => [script.Model.GetDeclaredSymbol(member)],
            _ => [],
        };
        foreach (var owner in owners.OfType<ISymbol>())
        {
            (uses.TryGetValue(owner, out var list) ? list : uses[owner] = []).Add(used);
        }
    }
}
