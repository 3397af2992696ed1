using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scripting;

/// <summary>A C# cell as a session would compile it after those before it. Nothing of it has run.</summary>
/// <param name="Name">The name it was given.</param>
/// <param name="References">The packages, feeds, projects and assemblies that it names.</param>
/// <param name="Magics">Its other magic lines.</param>
/// <param name="Scripts">Its code, with the scripts that it loads before it.</param>
/// <param name="Errors">What the compiler says against it.</param>
public sealed record BoundCell(
    string Name, IReadOnlyList<CellReference> References, IReadOnlyList<CellMagic> Magics, IReadOnlyList<BoundScript> Scripts, IReadOnlyList<CellError> Errors);

/// <summary>A piece of code of a cell, with what its names mean.</summary>
/// <param name="Path">The cell's name, or the path of the script that it loads.</param>
/// <param name="Root">The code. Magic lines, and declarations that are a library's, are blank, so that lines are the cell's.</param>
/// <param name="Model">What its names mean.</param>
/// <param name="Disposed">The variables that are disposed when the cell ends: those of <c>using var</c>, whose keyword is blank.</param>
/// <param name="Library">Declarations that a script cannot hold, such as namespaces and extension classes: the cell with all else but its usings blank; null without any.</param>
/// <param name="UsesHtmlTags">Whether it writes HTML by the names of <c>PocketViewTags</c> without a using.</param>
public sealed record BoundScript(string Path, CompilationUnitSyntax Root, SemanticModel Model, IReadOnlyList<string> Disposed, CompilationUnitSyntax? Library, bool UsesHtmlTags)
{
    /// <summary>The compilation that the names are those of.</summary>
    public CSharpCompilation Compilation => (CSharpCompilation)Model.Compilation;

    /// <summary>Whether it ends in an expression whose value a session would show.</summary>
    public ExpressionStatementSyntax? Value =>
        Root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }
        && Model.GetTypeInfo(statement.Expression).Type is { SpecialType: not SpecialType.System_Void } ? statement : null;
}

/// <summary>What the compiler says against a cell.</summary>
/// <param name="Line">The line in the cell, from 1.</param>
/// <param name="Message">The compiler's number and words.</param>
public sealed record CellError(int Line, string Message);

/// <summary>A magic line that is about no reference.</summary>
/// <param name="Line">Its line in the cell, from 1.</param>
/// <param name="Name">For example <c>#!time</c>.</param>
public sealed record CellMagic(int Line, string Name);

/// <summary>What kind of thing a cell references.</summary>
public enum CellReferenceKind
{
    /// <summary>A NuGet package.</summary>
    Package,

    /// <summary>A feed to look for packages in.</summary>
    Feed,

    /// <summary>A project to build.</summary>
    Project,

    /// <summary>A file.</summary>
    Assembly,
}

/// <summary>What a cell references.</summary>
/// <param name="Line">The line in the cell, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Target">The package's id; the feed's address; or the full path of the project or file.</param>
/// <param name="Version">The package's version as the cell writes it, or null.</param>
public sealed record CellReference(int Line, CellReferenceKind Kind, string Target, string? Version = null);
