using System.Net;
using System.Text;

namespace Scripting.Formatting;

/// <summary>Writes nodes as HTML: tables, with what is within them folded away.</summary>
internal static class TreeHtml
{
    /// <summary>The markup, or null if it would say no more than the text.</summary>
    public static string? Of(ValueNode node)
    {
        if (node is TextNode)
        {
            return null;
        }

        var html = new StringBuilder();
        Write(node, html, isTop: true);
        return html.ToString();
    }

    private static void Write(ValueNode node, StringBuilder html, bool isTop = false)
    {
        switch (node)
        {
            case TextNode text:
                html.Append(text.Text.Contains('\n', StringComparison.Ordinal) ? $"<pre>{Encode(text.Text)}</pre>" : Encode(text.Text));
                break;
            case MarkupNode markup:
                html.Append(HtmlOutput.WithoutDefaultStyle(markup.Html));
                break;
            case GroupNode group:
                Fold(group.Title, html, isTop, () => Group(group, html));
                break;
            case TableNode table:
                Fold(table.Title, html, isTop, () => Table(table, html));
                break;
            default:
                throw new NotSupportedException($"A node of kind {node.GetType().Name} is not known.");
        }
    }

    private static void Fold(string title, StringBuilder html, bool isTop, Action body)
    {
        if (isTop)
        {
            body();
            return;
        }

        html.Append($"<details><summary>{Encode(title)}</summary>");
        body();
        html.Append("</details>");
    }

    private static void Group(GroupNode group, StringBuilder html)
    {
        html.Append("<table>");
        if (group.Kind != GroupKind.Object)
        {
            html.Append(group.Kind == GroupKind.Dictionary ? "<thead><tr><th><i>key</i></th><th>value</th></tr></thead>" : "<thead><tr><th><i>index</i></th><th>value</th></tr></thead>");
        }

        html.Append("<tbody>");
        foreach (var (name, value) in group.Members)
        {
            html.Append($"<tr><td>{Encode(name)}</td>");
            Cell(value, html);
            html.Append("</tr>");
        }

        html.Append("</tbody></table>").Append(Note(group.Cut));
    }

    private static void Table(TableNode table, StringBuilder html)
    {
        html.Append("<table><thead><tr>").AppendJoin("", table.Columns.Select(column => $"<th>{Encode(column)}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var value in row)
            {
                Cell(value, html);
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>").Append(Note(table.Cut));
    }

    private static void Cell(ValueNode value, StringBuilder html)
    {
        html.Append(value is TextNode { IsNumber: true } ? "<td style=\"text-align:right\">" : "<td>");
        Write(value, html);
        html.Append("</td>");
    }

    private static string Note(string? cut) => cut is null ? "" : $"<p>{Encode(cut)}</p>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
