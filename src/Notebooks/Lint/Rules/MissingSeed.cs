using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Lint.Rules;

/// <summary>Randomness that differs from run to run, so that stored outputs cannot be had again.</summary>
internal static class MissingSeed
{
    private static readonly HashSet<string> s_generators = new(StringComparer.Ordinal) { "Random", "MLContext", "MersenneTwister", "Xorshift", "Mcg31m1", "Mrg32k3a", "WH2006", "Palf", "SystemRandomSource" };
    private static readonly HashSet<string> s_ofTheProcess = new(StringComparer.Ordinal) { "Random.Shared", "RandomNumberGenerator.Create", "RandomNumberGenerator.GetInt32", "RandomNumberGenerator.GetBytes", "RandomNumberGenerator.Fill" };

    public static LintRule Rule { get; } = new("missing-seed", "A source of random numbers has no seed: no later run gives the stored outputs again.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options) =>
        from cell in document.Cells
        where cell.IsCode && CellLanguage.OfCode(document, cell) == CellLanguage.CSharp && !cell.Tags.Contains(CellTags.IgnoreOutput)
        from node in CellSyntax.Parse(cell.Source).DescendantNodes()
        let message = Message(node)
        where message is not null
        select new Remark(cell, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, message);

    private static string? Message(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } creation when s_generators.Contains(LastPart(creation.Type)) =>
            $"{creation} starts somewhere else in every run; give it a seed, such as new {LastPart(creation.Type)}({(LastPart(creation.Type) == "MLContext" ? "seed: " : "")}1)",
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } creation when DeclaredType(creation) is { } type && s_generators.Contains(type) =>
            $"{type} {creation} starts somewhere else in every run; give it a seed, such as new(1)",
        MemberAccessExpressionSyntax access when s_ofTheProcess.Contains(access.ToString()) =>
            $"{access} cannot be given a seed; use new Random(1), or another generator that takes one",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Fit" }, ArgumentList: var arguments }
            when arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "seed") is { Expression: var seed } && Clock(seed) =>
            $"the seed {seed} is another one in every run; give a number",
        _ => null,
    };

    private static bool Clock(ExpressionSyntax seed) => seed.ToString() is var text && (text.Contains("DateTime", StringComparison.Ordinal) || text.Contains("TickCount", StringComparison.Ordinal) || text.Contains("NewGuid", StringComparison.Ordinal));

    private static string LastPart(TypeSyntax type) => type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : type is SimpleNameSyntax name ? name.Identifier.ValueText : "";

    private static string? DeclaredType(ImplicitObjectCreationExpressionSyntax creation) =>
        creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } ? LastPart(declaration.Type) : null;
}
