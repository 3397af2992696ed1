using System.Text;
using System.Text.RegularExpressions;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Symbols;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Core;
using Scripting.CSharp.Insight;

namespace Scripting.FSharp;

/// <summary>What could stand, and what is known, at a place in an F# cell.</summary>
internal static partial class FSharpInsight
{
    public static CompletionList Complete((FSharpParseFileResults Parsed, FSharpCheckFileResults Checked) code, string text, int position)
    {
        var (line, column, lineText) = Place(text, position);
        var name = QuickParse.GetPartialLongNameEx(lineText, column - 1);
        var found = code.Checked.GetDeclarationListInfo(code.Parsed, line, lineText, name, null, null, null);
        var typed = name.PartialIdent;
        var items = found.Items
            .Where(item => item.NameInList.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => !item.NameInList.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.NameInList, StringComparer.OrdinalIgnoreCase)
            .Select(item => new CompletionItem(item.NameInCode, Kind(item.Glyph)))
            .ToArray();
        return new CompletionList(position - typed.Length, position, items);
    }

    public static Inspection? Inspect((FSharpParseFileResults Parsed, FSharpCheckFileResults Checked) code, string text, int position, int detail)
    {
        var (line, column, lineText) = Place(text, position);
        var island = QuickParse.GetCompleteIdentifierIsland(true, lineText, column);
        if (island is null)
        {
            return null;
        }

        var (name, end, _) = island.Value;
        var names = Microsoft.FSharp.Collections.ListModule.OfSeq(name.Split('.'));
        var plain = new List<string>();
        var markdown = new List<string>();
        foreach (var data in code.Checked.GetToolTip(line, end, lineText, names, FSharpTokenTag.Identifier, FSharpOption<int>.None).Item
            .OfType<ToolTipElement.Group>().SelectMany(group => group.elements))
        {
            plain.Add(data.MainDescription.Text);
            markdown.Add($"```fsharp\n{data.MainDescription.Text}\n```");
            foreach (var words in new[] { Documentation(data.XmlDoc), data.Remarks?.Value.Text }.OfType<string>().Where(w => w.Length > 0))
            {
                plain.Add(words);
                markdown.Add(words);
            }
        }

        if (plain.Count > 0 && detail > 0 && code.Checked.GetSymbolUseAtLocation(line, end, lineText, names)?.Value.Symbol.FullName is { } fullName)
        {
            plain.Add(fullName);
            markdown.Add($"`{fullName}`");
        }

        return plain.Count == 0 ? null : new Inspection(string.Join("\n\n", plain), string.Join("\n\n", markdown));
    }

    private static string? Documentation(FSharpXmlDoc documentation)
    {
        var xml = documentation switch
        {
            FSharpXmlDoc.FromXmlText text => text.Item.GetXmlText(),
            FSharpXmlDoc.FromXmlFile file => new XmlDocumentation(file.dllName).Find(file.xmlSig),
            _ => "",
        };
        var summary = Summary().Match(xml) is { Success: true } match ? match.Groups[1].Value : xml;
        return System.Net.WebUtility.HtmlDecode(Space().Replace(Tag().Replace(Reference().Replace(summary, "$1"), ""), " ").Trim());
    }

    // Lines count from 1, columns from 0.
    private static (int Line, int Column, string Text) Place(string text, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = text.IndexOf('\n', position);
        return (text.AsSpan(0, start).Count('\n') + 1, position - start, text[start..(end < 0 ? text.Length : end)].TrimEnd('\r'));
    }

    private static string Kind(FSharpGlyph glyph) => glyph switch
    {
        { IsClass: true } or { IsTypedef: true } or { IsType: true } or { IsException: true } => "class",
        { IsStruct: true } => "structure",
        { IsInterface: true } => "interface",
        { IsEnum: true } or { IsUnion: true } => "enum",
        { IsEnumMember: true } => "enummember",
        { IsMethod: true } or { IsExtensionMethod: true } or { IsOverridenMethod: true } => "method",
        { IsProperty: true } => "property",
        { IsField: true } => "field",
        { IsEvent: true } => "event",
        { IsModule: true } => "module",
        { IsNameSpace: true } => "namespace",
        { IsConstant: true } => "constant",
        { IsDelegate: true } => "delegate",
        { IsVariable: true } => "variable",
        _ => "keyword",
    };

    [GeneratedRegex("<summary>(.*?)</summary>", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("""<(?:see|paramref|typeparamref)[^>]*?(?:cref="(?:\w:)?|name="|langword=")([^"]*)"\s*/>""")]
    private static partial Regex Reference();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
