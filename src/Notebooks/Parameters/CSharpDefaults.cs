using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks;

/// <summary>The parameters that a C# cell declares: its variables, with the types that the compiler gives them. Nothing of it is run.</summary>
internal static class CSharpDefaults
{
    private static readonly Type[] s_parsed = [typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid)];
    private static readonly string[] s_lists = ["List", "IList", "IReadOnlyList", "ICollection", "IReadOnlyCollection", "IEnumerable"];

    public static IReadOnlyDictionary<string, DeclaredParameter> Of(string code)
    {
        var compilation = CellSyntax.Compile(code);
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        return tree.GetCompilationUnitRoot().Members.OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => (IFieldSymbol)model.GetDeclaredSymbol(variable)!)
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, Declared, StringComparer.Ordinal);
    }

    private static DeclaredParameter Declared(IFieldSymbol field)
    {
        var name = field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var full = field.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new DeclaredParameter(TypeOf(field.Type), name, (field.IsConst ? "const " : "") + full, !field.IsConst && !field.IsReadOnly);
    }

    private static ParameterType? TypeOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return TypeOf(nullable.TypeArguments[0]) is { } inner ? inner with { AllowsNull = true, Name = inner.Name + "?" } : null;
        }

        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var found = type.SpecialType switch
        {
            SpecialType.System_Boolean => new ParameterType(name, ValueKind.Boolean),
            SpecialType.System_Char => new ParameterType(name, ValueKind.Character),
            SpecialType.System_String => new ParameterType(name, ValueKind.Text),
            SpecialType.System_Object => ParameterReader.AnyType with { Name = name },
            SpecialType.System_Single => new ParameterType(name, ValueKind.Single),
            SpecialType.System_Double => new ParameterType(name, ValueKind.Double),
            SpecialType.System_Decimal => new ParameterType(name, ValueKind.Decimal),
            _ => IntegerOf(type, name) ?? ListOf(type, name) ?? OtherOf(type, name),
        };
        return found is null ? null : found with { AllowsNull = type.IsReferenceType };
    }

    private static ParameterType? IntegerOf(ITypeSymbol type, string name) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 ? ParameterType.Integer(name, Type.GetType(FullName(type))!) : null;

    private static ParameterType? ListOf(ITypeSymbol type, string name)
    {
        var element = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments.Length: 1 } generic when s_lists.Contains(generic.Name) && Space(type) == "System.Collections.Generic" => generic.TypeArguments[0],
            _ => null,
        };
        return element is not null && TypeOf(element) is { } item ? new ParameterType(name, ValueKind.List) { Element = item } : null;
    }

    private static ParameterType? OtherOf(ITypeSymbol type, string name)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            var members = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.Name);
            return new ParameterType(type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), ValueKind.Enumeration) { Members = [.. members] };
        }

        if (type is INamedTypeSymbol { Name: "Dictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, var value] })
        {
            return TypeOf(value) is { } element ? new ParameterType(name, ValueKind.Map) { Element = element } : null;
        }

        return s_parsed.FirstOrDefault(parsed => parsed.FullName == FullName(type)) is { } known ? new ParameterType(name, ValueKind.Parsed) { Parsed = known } : null;
    }

    private static string Space(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";

    private static string FullName(ITypeSymbol type) => $"{Space(type)}.{type.MetadataName}";
}
