using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// JSON text as Jupyter writes notebooks: keys sorted, one blank of indent a level, nothing but control characters,
/// quotes and backslashes escaped, a newline at the end. So a notebook saved here and there differs only where it changed.
/// </summary>
internal static class NotebookJson
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendObject(text, members, depth);
                break;
            case JsonArray items:
                AppendArray(text, items, depth);
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                {
                    AppendString(text, node.GetValue<string>());
                }
                else
                {
                    text.Append(node.ToJsonString());
                }

                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject members, int depth)
    {
        if (members.Count == 0)
        {
            text.Append("{}");
            return;
        }

        var before = '{';
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(before).Append('\n').Append(' ', depth + 1);
            AppendString(text, name);
            text.Append(": ");
            Append(text, value, depth + 1);
            before = ',';
        }

        text.Append('\n').Append(' ', depth).Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonArray items, int depth)
    {
        if (items.Count == 0)
        {
            text.Append("[]");
            return;
        }

        var before = '[';
        foreach (var item in items)
        {
            text.Append(before).Append('\n').Append(' ', depth + 1);
            Append(text, item, depth + 1);
            before = ',';
        }

        text.Append('\n').Append(' ', depth).Append(']');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
