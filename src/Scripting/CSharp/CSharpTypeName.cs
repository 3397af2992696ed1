namespace Scripting.CSharp;

/// <summary>How C# code names a type.</summary>
internal static class CSharpTypeName
{
    /// <summary>The name, fully qualified.</summary>
    /// <exception cref="MagicException">No C# cell can name it.</exception>
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            // The ranks of an array of arrays are written from the outermost in.
            var ranks = "";
            for (; type.IsArray; type = type.GetElementType()!)
            {
                ranks += $"[{new string(',', type.GetArrayRank() - 1)}]";
            }

            return Of(type) + ranks;
        }

        if (type.IsPointer || type.IsByRef || type.IsByRefLike || type.IsGenericParameter)
        {
            throw new MagicException($"A variable of type {type} cannot be shared: cells keep only values that live on the heap.");
        }

        if (type.Assembly.IsDynamic)
        {
            throw new MagicException($"C# cannot name the type {type.Name}: it was made at run time. Share a value of a library's type instead, for example a tuple or a list.");
        }

        if (!type.IsVisible && !IsOfCell(type))
        {
            throw new MagicException($"C# cannot name the type {type}: it is not public.");
        }

        return WithArguments(type, new Queue<Type>(type.GetGenericArguments()));
    }

    private static string WithArguments(Type type, Queue<Type> arguments)
    {
        var declaring = type.DeclaringType is { } outer && !IsSubmission(outer) ? WithArguments(outer, arguments) + "." : null;
        var prefix = declaring ?? (IsOfCell(type) ? "" : type.Namespace is { Length: > 0 } space ? $"global::{space}." : "global::");
        var parts = type.Name.Split('`');
        var own = parts.Length > 1 ? Enumerable.Range(0, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).Select(_ => Of(arguments.Dequeue())) : [];
        return prefix + "@" + parts[0] + (parts.Length > 1 ? $"<{string.Join(", ", own)}>" : "");
    }

    private static bool IsOfCell(Type type) => type.DeclaringType is { } outer && (IsSubmission(outer) || IsOfCell(outer));

    private static bool IsSubmission(Type type) => type.Name.StartsWith("Submission#", StringComparison.Ordinal);
}
