using System.Text;

namespace Scripting.Formatting;

/// <summary>Writes nodes as lines of text, what is within a value indented under it.</summary>
internal static class TreeText
{
    public static string Of(ValueNode node)
    {
        var text = new StringBuilder();
        Write(node, text, "");
        return text.ToString();
    }

    private static void Write(ValueNode node, StringBuilder text, string indent)
    {
        switch (node)
        {
            case TextNode words:
                text.Append(words.Text.ReplaceLineEndings("\n" + indent));
                break;
            case MarkupNode markup:
                text.Append(markup.Text.ReplaceLineEndings("\n" + indent));
                break;
            case GroupNode group:
                text.Append(group.Title);
                foreach (var (name, value) in group.Members)
                {
                    text.Append('\n').Append(indent).Append("  ").Append(group.Kind == GroupKind.Sequence ? "- " : name + ": ");
                    Write(value, text, indent + "    ");
                }

                Note(group.Cut, text, indent);
                break;
            case TableNode table:
                Rows(table, text, indent);
                break;
            default:
                throw new NotSupportedException($"A node of kind {node.GetType().Name} is not known.");
        }
    }

    private static void Rows(TableNode table, StringBuilder text, string indent)
    {
        text.Append(table.Title);
        foreach (var row in table.Rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                text.Append('\n').Append(indent).Append(column == 0 ? "  - " : "    ").Append(table.Columns[column]).Append(": ");
                Write(row[column], text, indent + "      ");
            }
        }

        Note(table.Cut, text, indent);
    }

    private static void Note(string? cut, StringBuilder text, string indent)
    {
        if (cut is not null)
        {
            text.Append('\n').Append(indent).Append("  ").Append(cut);
        }
    }
}
