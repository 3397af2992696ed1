using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>
/// Reads a value into nodes: to a depth, a number of rows, columns and properties, and never twice round a cycle. What is cut says so.
/// </summary>
internal sealed class ValueTree
{
    // More nodes than that cannot be written in the length that one value may have.
    private const int MaxNodes = 20_000;

    private readonly int _depth;
    private readonly List<object> _ancestors = [];
    private int _nodes;

    private ValueTree(int depth) => _depth = depth;

    /// <summary>Whether the tree was given up because it grew too large.</summary>
    public bool IsTooLarge => _nodes > MaxNodes;

    /// <summary>Reads a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How deep objects within objects are read.</param>
    /// <param name="isTooLarge">Whether there was more than could be shown.</param>
    public static ValueNode Read(object? value, int depth, out bool isTooLarge)
    {
        var tree = new ValueTree(depth);
        var node = tree.Node(value, isTop: true);
        isTooLarge = tree.IsTooLarge;
        return node;
    }

    /// <summary>Reads the members of a value that is otherwise shown whole.</summary>
    public static ValueNode ReadMembers(object value) => new ValueTree(OutputLimits.Depth).Composite(value);

    private ValueNode Node(object? value, bool isTop = false)
    {
        if (++_nodes > MaxNodes)
        {
            return new TextNode("…");
        }

        if (value is null)
        {
            return new TextNode("<null>");
        }

        try
        {
            return (isTop ? null : KnownNodes.OfRegistered(value)) ?? KnownNodes.Of(value) ?? Composite(value);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new TextNode($"{TypeText.Of(value.GetType())} ({error.GetType().Name}: {error.Message})");
        }
    }

    private ValueNode Composite(object value)
    {
        var title = ValueTitle.Of(value);
        var isReference = !value.GetType().IsValueType;
        if (isReference && _ancestors.Any(ancestor => ReferenceEquals(ancestor, value)))
        {
            return new TextNode($"(cycle: {title} is shown above)");
        }

        if (_ancestors.Count >= _depth)
        {
            return new TextNode(string.Create(CultureInfo.InvariantCulture, $"{title} (deeper than {_depth} levels)"));
        }

        _ancestors.Add(value);
        try
        {
            return value switch
            {
                IDictionary dictionary => Pairs(title, dictionary.Count, Entries(dictionary)),
                IEnumerable items => PairSequence.Of(items) is { } pairs ? Pairs(title, (items as ICollection)?.Count, pairs) : Sequence(title, items),
                ITuple tuple => Tuple(title, tuple),
                Exception error => Group(title, [.. ExceptionMembers.Of(error)]),
                _ => Group(title, Members(value.GetType()).Select(member => (member.Name, Get: (Func<object?>)(() => ValueOf(member, value)))).ToArray()),
            };
        }
        finally
        {
            _ancestors.RemoveAt(_ancestors.Count - 1);
        }
    }

    private ValueNode Tuple(string title, ITuple tuple)
    {
        var items = Enumerable.Range(0, tuple.Length).Select(i => tuple[i]).ToArray();
        return items.All(item => item is null || MimeBundle.IsScalar(item.GetType()))
            ? new TextNode($"( {string.Join(", ", items.Select(MimeBundle.Text))} )")
            : Group(title, [.. items.Select((item, i) => (string.Create(CultureInfo.InvariantCulture, $"Item{i + 1}"), (Func<object?>)(() => item)))]);
    }

    private ValueNode Group(string title, (string Name, Func<object?> Get)[] members)
    {
        if (members.Length == 0)
        {
            return new TextNode(title);
        }

        var shown = members.Take(OutputLimits.Properties).Select(member => (member.Name, Value: Member(member.Get))).ToArray();
        return new GroupNode(title, GroupKind.Object, shown, shown.Length < members.Length
            ? string.Create(CultureInfo.InvariantCulture, $"Shown: {shown.Length} of {members.Length} properties.")
            : null);
    }

    private ValueNode Pairs(string title, int? count, IEnumerable<(object? Key, object? Value)> pairs)
    {
        var (shown, cut) = Taken(pairs, count, "entries");
        return shown.Count == 0 ? new TextNode(count is null ? $"{title} (empty)" : title)
            : new GroupNode(title, GroupKind.Dictionary, [.. shown.Select(pair => (MimeBundle.Text(pair.Key), Node(pair.Value)))], cut);
    }

    private ValueNode Sequence(string title, IEnumerable items)
    {
        var (shown, cut) = Taken(items.Cast<object?>(), (items as ICollection)?.Count, "rows");
        if (shown.Count == 0)
        {
            return new TextNode("[  ]");
        }

        var type = TableColumns.ItemTypeOf(items.GetType(), shown);
        if (type is not null && TableColumns.Of(type) is { Length: > 0 } columns)
        {
            var visible = columns.Take(OutputLimits.Columns).ToArray();
            ValueNode[][] rows = [.. shown.Select(row => visible.Select(column => row is null ? new TextNode("<null>") : Member(() => ValueOf(column, row))).ToArray())];
            var cutColumns = visible.Length < columns.Length ? string.Create(CultureInfo.InvariantCulture, $"{visible.Length} of {columns.Length} columns") : null;
            return new TableNode(title, [.. visible.Select(c => c.Name)], rows, Shown(cut, cutColumns));
        }

        return new GroupNode(title, GroupKind.Sequence, [.. shown.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), Node(item)))], Shown(cut));
    }

    private static string? Shown(params string?[] cuts) => cuts.OfType<string>().ToArray() is { Length: > 0 } all ? $"Shown: {string.Join(", ", all)}." : null;

    private static (List<T> Shown, string? Cut) Taken<T>(IEnumerable<T> items, int? count, string what)
    {
        var shown = new List<T>();
        foreach (var item in items)
        {
            if (shown.Count == OutputLimits.Rows)
            {
                return (shown, string.Create(CultureInfo.InvariantCulture, $"the first {shown.Count} {what}{(count is null ? "" : $" of {count}")}"));
            }

            shown.Add(item);
        }

        return (shown, null);
    }

    private ValueNode Member(Func<object?> get)
    {
        object? value;
        try
        {
            value = get();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new TextNode($"{error.GetType().Name}: {error.Message}");
        }

        return Node(value);
    }

    private static IEnumerable<MemberInfo> Members(Type type) => TableColumns.Of(type);

    private static object? ValueOf(MemberInfo member, object owner)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(owner) : ((FieldInfo)member).GetValue(owner);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }

    private static IEnumerable<(object?, object?)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return (entry.Key, entry.Value);
        }
    }
}
