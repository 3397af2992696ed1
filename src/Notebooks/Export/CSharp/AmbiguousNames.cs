using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting;

namespace Notebooks;

/// <summary>
/// Types whose short names mean one thing in a cell and two in a program, where the usings of all cells hold everywhere. They are written in full.
/// </summary>
internal sealed class AmbiguousNames
{
    private readonly INamespaceSymbol[] _imported;

    /// <param name="scripts">The cells' code.</param>
    /// <param name="imports">The namespaces that every cell has.</param>
    public AmbiguousNames(IReadOnlyList<BoundScript> scripts, IEnumerable<string> imports)
    {
        _imported = [.. scripts.SelectMany(script => script.Root.Usings.Where(one => one.Alias is null && one.NamespaceOrType is NameSyntax).Select(one => script.Model.GetSymbolInfo(one.NamespaceOrType).Symbol))
            .Concat(scripts.Take(1).SelectMany(first => imports.Select(import => Find(first.Compilation.GlobalNamespace, import))))
            .OfType<INamespaceSymbol>()
            .DistinctBy(space => space.ToDisplayString())];
    }

    /// <summary>The full name, if the short one is ambiguous.</summary>
    public string? Qualified(SimpleNameSyntax name, ISymbol symbol) =>
        symbol is INamedTypeSymbol { ContainingType: null, ContainingNamespace: { IsGlobalNamespace: false } space } type && !ProgramNames.IsBehindDot(name)
        && name.Identifier.ValueText == type.Name
        && _imported.Count(imported => imported.GetTypeMembers(type.Name, type.Arity).Any(member => member.DeclaredAccessibility == Accessibility.Public)) > 1
            ? $"{space.ToDisplayString()}.{name.Identifier.Text}"
            : null;

    private static INamespaceSymbol? Find(INamespaceSymbol root, string name) =>
        name.Split('.').Aggregate((INamespaceSymbol?)root, (space, part) => space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part));
}
