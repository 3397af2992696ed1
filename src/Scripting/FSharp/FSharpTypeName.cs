using System.Globalization;

namespace Scripting.FSharp;

/// <summary>How F# code names a type.</summary>
internal static class FSharpTypeName
{
    /// <summary>The name, fully qualified.</summary>
    /// <exception cref="MagicException">No F# cell can name it.</exception>
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"({Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}])";
        }

        if (type.IsPointer || type.IsByRef || type.IsByRefLike || type.IsGenericParameter)
        {
            throw new MagicException($"A variable of type {type} cannot be shared: cells keep only values that live on the heap.");
        }

        if (!type.IsVisible || (type.Assembly.Location.Length == 0 && !FSharpAssemblies.IsOfCell(type.Assembly)))
        {
            throw new MagicException($"F# cannot name the type {type.Name}: it is declared in a C# cell, or not public. Share a value of a library's type instead, for example a tuple or a list.");
        }

        return WithArguments(type, new Queue<Type>(type.GetGenericArguments()));
    }

    private static string WithArguments(Type type, Queue<Type> arguments)
    {
        var prefix = type.DeclaringType is { } outer ? WithArguments(outer, arguments) + "." : type.Namespace is { Length: > 0 } space ? $"global.{space}." : "global.";
        var parts = type.Name.Split('`');
        var own = parts.Length > 1 ? Enumerable.Range(0, int.Parse(parts[1], CultureInfo.InvariantCulture)).Select(_ => Of(arguments.Dequeue())) : [];
        return prefix + $"``{parts[0]}``" + (parts.Length > 1 ? $"<{string.Join(", ", own)}>" : "");
    }
}
