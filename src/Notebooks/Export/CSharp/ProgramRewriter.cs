using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Scripting;

namespace Notebooks;

/// <summary>Rewrites one script: renames, moves declarations, shows its value.</summary>
internal sealed class ProgramRewriter(ProgramNames names, ProgramMembers members, AmbiguousNames ambiguous)
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SyntaxKind[] s_ofScripts =
        [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.VolatileKeyword];

    public ProgramText Rewrite(BoundScript script)
    {
        var work = new ProgramEdits(script.Root.SyntaxTree.GetText());
        foreach (var name in script.Root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            RenameUse(script, name, work);
        }

        foreach (var directive in script.Root.GetReferenceDirectives().Cast<DirectiveTriviaSyntax>().Concat(script.Root.GetLoadDirectives()))
        {
            work.Replace(directive.FullSpan, "\n");
        }

        foreach (var one in script.Root.Usings)
        {
            work.Replace(one.Span, "");
        }

        foreach (var node in script.Root.DescendantNodes())
        {
            RenameDeclaration(script, node, work);
        }

        foreach (var member in script.Root.Members)
        {
            Place(script, member, work);
        }

        var statements = work.Rest();
        foreach (var name in script.Disposed)
        {
            var symbol = names.Declared.Last(declared => declared.Name == name && declared.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == script.Root.SyntaxTree));
            statements += Disposal(script, (IFieldSymbol)symbol);
        }

        return new ProgramText(statements, [.. script.Root.Usings.Select(one => one.ToString())], work.Types, work.Members, work.Extensions);
    }

    private string Disposal(BoundScript script, IFieldSymbol variable)
    {
        var isAsync = variable.Type.AllInterfaces.Append(variable.Type).Any(type => type.ToDisplayString() == "System.IAsyncDisposable");
        return isAsync ? $"\nawait {names.NameOf(variable)}.DisposeAsync();" : $"\n{names.NameOf(variable)}.Dispose();";
    }

    private void RenameUse(BoundScript script, SimpleNameSyntax name, ProgramEdits work)
    {
        if (name.IsVar || ProgramNames.Meaning(script.Model, name) is not { } symbol)
        {
            return;
        }

        if (ambiguous.Qualified(name, symbol) is { } qualified)
        {
            work.Replace(name.Identifier.Span, qualified);
        }
        else if (names.IsDeclared(symbol) && names.IsRenamed(symbol))
        {
            var (old, now) = (symbol.Name, names.NameOf(symbol));
            if (name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } call
                && call.ArgumentList.Arguments is [{ Expression: var argument }] && argument == name)
            {
                work.Replace(call.Span, SymbolDisplay.FormatLiteral(old, quote: true));
                return;
            }

            var given = GivesItsName(script, name) ? name.Parent is AnonymousObjectMemberDeclaratorSyntax ? $"{old} = " : $"{old}: " : "";
            work.Replace(name.Identifier.Span, given + now);
        }
    }

    // Where the variable's name becomes that of a member: new { x }, and (x, y) whose parts are called x and y.
    private static bool GivesItsName(BoundScript script, SimpleNameSyntax name) => name.Parent switch
    {
        AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } => true,
        ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax tuple } argument =>
            tuple.Parent is not AssignmentExpressionSyntax { Left: var left } || left != tuple
            ? script.Model.GetTypeInfo(tuple).Type is INamedTypeSymbol { IsTupleType: true } type
                && type.TupleElements[tuple.Arguments.IndexOf(argument)] is { } element && element.Name == name.Identifier.ValueText
            : false,
        _ => false,
    };

    private void RenameDeclaration(BoundScript script, SyntaxNode node, ProgramEdits work)
    {
        var (symbol, identifier) = node switch
        {
            VariableDeclaratorSyntax variable => (script.Model.GetDeclaredSymbol(variable), variable.Identifier),
            SingleVariableDesignationSyntax variable => (script.Model.GetDeclaredSymbol(variable), variable.Identifier),
            BaseTypeDeclarationSyntax type => (script.Model.GetDeclaredSymbol(type), type.Identifier),
            DelegateDeclarationSyntax type => (script.Model.GetDeclaredSymbol(type), type.Identifier),
            MethodDeclarationSyntax method => (script.Model.GetDeclaredSymbol(method), method.Identifier),
            PropertyDeclarationSyntax property => (script.Model.GetDeclaredSymbol(property), property.Identifier),
            ConstructorDeclarationSyntax constructor => ((ISymbol?)script.Model.GetDeclaredSymbol(constructor)?.ContainingType, constructor.Identifier),
            DestructorDeclarationSyntax destructor => (script.Model.GetDeclaredSymbol(destructor)?.ContainingType, destructor.Identifier),
            _ => (null, default),
        };
        if (symbol is not null && names.IsDeclared(symbol) && names.IsRenamed(symbol))
        {
            work.Replace(identifier.Span, names.NameOf(symbol));
        }
    }

    private void Place(BoundScript script, MemberDeclarationSyntax member, ProgramEdits work)
    {
        switch (member)
        {
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                StripModifiers(member.Modifiers, [SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword], work);
                work.Types.Add(work.Take(member.FullSpan));
                break;
            case MethodDeclarationSyntax method:
                Place(method, (IMethodSymbol)script.Model.GetDeclaredSymbol(method)!, work);
                break;
            case PropertyDeclarationSyntax or EventDeclarationSyntax or EventFieldDeclarationSyntax:
                StripModifiers(member.Modifiers, [.. s_ofScripts, SyntaxKind.StaticKeyword], work);
                work.Insert(FirstToken(member), "internal static ");
                work.Members.Add(work.Take(member.FullSpan));
                break;
            case FieldDeclarationSyntax field:
                Place(script, field, work);
                break;
            case GlobalStatementSyntax statement:
                Place(script, statement, work);
                break;
            default:
                throw new NotAProgramException(LineOf(member), $"a {member.Kind()} has no form in a program; put it into a class");
        }
    }

    private void Place(MethodDeclarationSyntax method, IMethodSymbol symbol, ProgramEdits work)
    {
        var isMember = members.Contains(symbol);
        StripModifiers(method.Modifiers, isMember ? [.. s_ofScripts, SyntaxKind.StaticKeyword] : s_ofScripts, work);
        if (isMember)
        {
            work.Insert(FirstToken(method), "internal static ");
            (symbol.IsExtensionMethod ? work.Extensions : work.Members).Add(work.Take(method.FullSpan));
        }
    }

    private void Place(BoundScript script, FieldDeclarationSyntax field, ProgramEdits work)
    {
        var variables = field.Declaration.Variables.Select(variable => (Syntax: variable, Symbol: (IFieldSymbol)script.Model.GetDeclaredSymbol(variable)!)).ToArray();
        if (variables.All(variable => members.Contains(variable.Symbol) && ProgramMembers.IsStatic(variable.Symbol)))
        {
            StripModifiers(field.Modifiers, variables[0].Symbol.IsConst ? s_ofScripts : [.. s_ofScripts, SyntaxKind.StaticKeyword], work);
            work.Insert(FirstToken(field), variables[0].Symbol.IsConst ? "internal " : "internal static ");
            work.Members.Add(work.Take(field.FullSpan));
            return;
        }

        StripModifiers(field.Modifiers, [.. s_ofScripts, SyntaxKind.StaticKeyword], work);
        if (!variables.Any(variable => members.Contains(variable.Symbol)))
        {
            // A variable of a script begins as zero or null.
            foreach (var variable in variables.Where(variable => variable.Syntax.Initializer is null))
            {
                work.Insert(variable.Syntax.Span.End, " = default");
            }

            return;
        }

        // Each becomes a statement of its own: an assignment to a member, or a declaration.
        var statements = variables.Select(variable =>
        {
            var value = variable.Syntax.Initializer is null ? "default" : Value(variable.Syntax.Initializer.Value, variable.Symbol, work);
            if (members.Contains(variable.Symbol))
            {
                work.Members.Add($"internal static {TypeName(variable.Symbol, variable.Syntax)} {names.NameOf(variable.Symbol)};");
                return $"{names.NameOf(variable.Symbol)} = {value};";
            }

            return $"{work.Rewritten(field.Declaration.Type.Span)} {names.NameOf(variable.Symbol)} = {value};";
        });
        work.Replace(field.Span, string.Join(' ', statements.ToArray()));
    }

    private string Value(ExpressionSyntax value, IFieldSymbol variable, ProgramEdits work) =>
        value is InitializerExpressionSyntax ? $"new {TypeName(variable, value)} {work.Rewritten(value.Span)}" : work.Rewritten(value.Span);

    private void Place(BoundScript script, GlobalStatementSyntax member, ProgramEdits work)
    {
        foreach (var variable in member.DescendantNodes().OfType<SingleVariableDesignationSyntax>())
        {
            if (script.Model.GetDeclaredSymbol(variable) is IFieldSymbol symbol && members.Contains(symbol))
            {
                PlaceDesignation(script, variable, symbol, work);
            }
        }

        var isLast = script.Root.Members.Last() == member;
        foreach (var returned in member.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>())
        {
            if (!isLast || returned != member.Statement)
            {
                throw new NotAProgramException(LineOf(returned), "'return' ends the cell, and would end the program; use if and else");
            }

            work.Replace(returned.ReturnKeyword.Span, returned.Expression is null ? "" : "display(");
            work.Insert(returned.Expression is null ? returned.SpanStart : returned.Expression.Span.End, returned.Expression is null ? "" : ")");
        }

        if (script.Value == member.Statement && script.Value is { } shown)
        {
            var isShown = script.Model.GetTypeInfo(shown.Expression).Type is { Name: "DisplayedValue" };
            work.Insert(shown.Expression.SpanStart, isShown ? "" : "display(");
            work.Insert(shown.Expression.Span.End, isShown ? ";" : ");");
        }
        else if (member.Statement is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement)
        {
            work.Insert(statement.Expression.Span.End, ";");
        }
    }

    private void PlaceDesignation(BoundScript script, SingleVariableDesignationSyntax variable, IFieldSymbol symbol, ProgramEdits work)
    {
        work.Members.Add($"internal static {TypeName(symbol, variable)} {names.NameOf(symbol)};");
        switch (variable.Parent)
        {
            case DeclarationExpressionSyntax declared:
                work.Replace(declared.Span, names.NameOf(symbol));
                break;
            case ParenthesizedVariableDesignationSyntax { Parent: DeclarationExpressionSyntax declared } parts when parts.Variables.All(part => part is SingleVariableDesignationSyntax or DiscardDesignationSyntax):
                work.Replace(declared.Span, $"({string.Join(", ", parts.Variables.Select(part => Part(script, part)))})");
                break;
            default:
                throw new NotAProgramException(LineOf(variable), $"the variable '{symbol.Name}' is declared inside of an expression and used where a program cannot see it; declare it in a statement of its own");
        }
    }

    // A part of var (a, b), of which some are members: (a, var b).
    private string Part(BoundScript script, VariableDesignationSyntax part) => part is SingleVariableDesignationSyntax single && script.Model.GetDeclaredSymbol(single) is { } symbol
        ? (members.Contains(symbol) ? "" : "var ") + names.NameOf(symbol)
        : "_";

    private string TypeName(IFieldSymbol variable, SyntaxNode node)
    {
        var text = new StringBuilder();
        var isSkipped = false;
        foreach (var part in variable.Type.ToDisplayParts(s_type))
        {
            if (part.Symbol is INamedTypeSymbol { IsAnonymousType: true })
            {
                throw new NotAProgramException(LineOf(node), $"the variable '{variable.Name}' is of an anonymous type, and used where a program needs the type's name; declare a record for it");
            }

            if (part.Symbol is INamedTypeSymbol { IsScriptClass: true })
            {
                isSkipped = true;
            }
            else if (!(isSkipped && part.ToString() == "."))
            {
                isSkipped = false;
                text.Append(part.Symbol is INamedTypeSymbol type && names.IsDeclared(type.OriginalDefinition) ? names.NameOf(type.OriginalDefinition) : part.ToString());
            }
        }

        return text.ToString();
    }

    private static void StripModifiers(SyntaxTokenList modifiers, SyntaxKind[] kinds, ProgramEdits work)
    {
        foreach (var modifier in modifiers.Where(modifier => kinds.Contains(modifier.Kind())))
        {
            work.Replace(TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "");
        }
    }

    private static int FirstToken(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count > 0 ? member.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart : member.SpanStart;

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
