using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>Shows a sequence of objects as a table with a column for each property. What is cut is said.</summary>
internal static class TableFormatter
{
    /// <summary>The table, or null if the items have no properties to make columns of.</summary>
    public static string? Html(IEnumerable items)
    {
        if (items is string or IDictionary || ItemTypeOf(items.GetType()) is not { } type || !HasColumns(type) || Columns(type) is not { Length: > 0 } columns)
        {
            return null;
        }

        var rows = new List<object?>();
        var isCut = false;
        foreach (var item in items)
        {
            if (rows.Count == OutputLimits.Rows)
            {
                isCut = true;
                break;
            }

            rows.Add(item);
        }

        var shown = columns.Take(OutputLimits.Columns).ToArray();
        var html = new StringBuilder("<table><thead><tr>").AppendJoin("", shown.Select(c => $"<th>{WebUtility.HtmlEncode(c.Name)}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin("", shown.Select(column => Cell(column, row))).Append("</tr>");
        }

        html.Append("</tbody></table>");
        var cuts = new List<string>();
        if (isCut)
        {
            cuts.Add(string.Create(CultureInfo.InvariantCulture, $"the first {rows.Count} rows{(items is ICollection all ? $" of {all.Count}" : "")}"));
        }

        if (shown.Length < columns.Length)
        {
            cuts.Add(string.Create(CultureInfo.InvariantCulture, $"{shown.Length} of {columns.Length} columns"));
        }

        return html.Append(cuts.Count > 0 ? $"<p>Shown: {string.Join(", ", cuts)}.</p>" : "").ToString();
    }

    /// <summary>The type that a sequence declares for its items, if it is one alone and they are no pairs of key and value.</summary>
    public static Type? ItemTypeOf(Type type)
    {
        var items = type.GetInterfaces().Append(type)
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToArray();
        return items is [var item] && !(item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) ? item : null;
    }

    private static bool HasColumns(Type item) => item != typeof(object) && !MimeBundle.IsScalar(item) && !typeof(IEnumerable).IsAssignableFrom(item);

    private static MemberInfo[] Columns(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetMethod!.IsPublic && p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance),
    ];

    private static string Cell(MemberInfo column, object? row)
    {
        var value = row is null ? null : Value(column, row);
        var align = value is not null && value is not string && value.GetType().IsPrimitive && value is not (bool or char) ? " style=\"text-align:right\"" : "";
        return $"<td{align}>{WebUtility.HtmlEncode(MimeBundle.Text(value))}</td>";
    }

    private static object? Value(MemberInfo column, object row)
    {
        try
        {
            return column is PropertyInfo property ? property.GetValue(row) : ((FieldInfo)column).GetValue(row);
        }
        catch (TargetInvocationException error)
        {
            return $"{error.InnerException!.GetType().Name}: {error.InnerException.Message}";
        }
    }
}
