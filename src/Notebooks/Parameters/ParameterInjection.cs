using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>A notebook whose parameters have been set, and what should be seen to.</summary>
public sealed record Parameterised(NotebookDocument Document, IReadOnlyList<string> Warnings);

/// <summary>
/// Sets the parameters of a notebook, as papermill does: by a cell tagged <c>injected-parameters</c> behind the one tagged
/// <c>parameters</c>, whose defaults say which parameters there are and of what type.
/// </summary>
public static partial class ParameterInjection
{
    /// <summary>A copy of <paramref name="document"/> with the parameters set; <paramref name="document"/> itself if there are none.</summary>
    /// <exception cref="ParameterException">The notebook has no such parameter, or the value is not of its type.</exception>
    public static Parameterised Apply(NotebookDocument document, IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count == 0)
        {
            return new Parameterised(document, []);
        }

        var defaults = document.Cells.FirstOrDefault(cell => cell.IsCode && cell.Tags.Contains(CellTags.Parameters));
        var earlier = document.Cells.FirstOrDefault(cell => cell.IsCode && cell.Tags.Contains(CellTags.InjectedParameters));
        var language = defaults is null ? CellLanguage.Of(document) : CellLanguage.Of(document, defaults);
        var code = Code(language, defaults, parameters);
        var cell = NewCell(code, language == CellLanguage.Of(document) ? null : language);
        var place = earlier is not null ? earlier.Number - 1 : defaults?.Number ?? 0;
        var without = earlier is null ? document : document.WithoutCell(place);
        return new Parameterised(without.WithCell(place, cell), defaults is null
            ? [$"no cell is tagged {CellTags.Parameters}: the values of {string.Join(", ", parameters.Select(parameter => parameter.Name))} were put first, unchecked"]
            : []);
    }

    private static string Code(string language, NotebookCell? cell, IReadOnlyList<Parameter> parameters)
    {
        if (language is not (CellLanguage.CSharp or CellLanguage.FSharp))
        {
            throw new ParameterException($"parameter '{parameters[0].Name}' cannot be set: the cell would be {language}, and parameters are typed for {CellLanguage.CSharp} and {CellLanguage.FSharp}");
        }

        var isCSharp = language == CellLanguage.CSharp;
        var declared = cell is null ? null : isCSharp ? CSharpDefaults.Of(cell.Source) : FSharpDefaults.Of(cell.Source);
        var lines = parameters.GroupBy(parameter => parameter.Name).Select(same => same.Last())
            .Select(parameter => isCSharp ? CSharpLine(parameter, Find(parameter, declared, cell)) : FSharpLine(parameter, Find(parameter, declared, cell)));
        return string.Join('\n', lines.Prepend("// Parameters"));
    }

    private static DeclaredParameter? Find(Parameter parameter, IReadOnlyDictionary<string, DeclaredParameter>? declared, NotebookCell? cell)
    {
        if (declared is null)
        {
            return Identifier().IsMatch(parameter.Name) ? null : throw new ParameterException($"'{parameter.Name}' cannot name a parameter: letters, digits and underscores only");
        }

        if (!declared.TryGetValue(parameter.Name, out var found))
        {
            var known = declared.Count == 0 ? "sets none" : $"sets {string.Join(", ", declared.Keys)}";
            throw new ParameterException($"there is no parameter '{parameter.Name}' to take '{parameter.Written}'; the cell tagged {CellTags.Parameters}, cell {cell!.Number} ({cell.Id}), {known}");
        }

        return found.Type is not null
            ? found
            : throw new ParameterException($"parameter '{parameter.Name}' cannot be set to '{parameter.Written}': its type is {found.TypeName}, of which no value can be given");
    }

    private static string CSharpLine(Parameter parameter, DeclaredParameter? declared)
    {
        var type = declared?.Type ?? ParameterReader.AnyType;
        var value = CSharpLiteral.Of(ParameterReader.Read(parameter, type), type);
        var start = declared is null ? (value == "null" ? "object " : "var ") : declared.IsAssignable ? "" : declared.Annotation + " ";
        return $"{start}{parameter.Name} = {value};";
    }

    private static string FSharpLine(Parameter parameter, DeclaredParameter? declared)
    {
        var type = declared?.Type ?? ParameterReader.AnyType;
        var value = FSharpLiteral.Of(ParameterReader.Read(parameter, type), type);
        var annotation = declared?.Annotation ?? (declared is null && value == "null" ? "obj" : null);
        var name = Identifier().IsMatch(parameter.Name) ? parameter.Name : $"``{parameter.Name}``";
        return annotation is null ? $"let {name} = {value}" : $"let {name}: {annotation} = {value}";
    }

    private static JsonObject NewCell(string code, string? language)
    {
        var metadata = new JsonObject { ["tags"] = new JsonArray(CellTags.InjectedParameters) };
        if (language is not null)
        {
            metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = language };
        }

        return new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["metadata"] = metadata,
            ["outputs"] = new JsonArray(),
            ["source"] = MultilineText.Split(code),
        };
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex Identifier();
}
