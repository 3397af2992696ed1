namespace Scripting.Formatting;

/// <summary>A type's name as a reader writes it: <c>List&lt;int&gt;</c>.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type type)
    {
        if (ValueTitle.IsAnonymous(type))
        {
            return $"{{ {string.Join(", ", type.GetProperties().Select(p => p.Name))} }}";
        }

        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    /// <summary>The name with its namespace: <c>System.String</c>.</summary>
    public static string Full(Type type) => type is { Namespace.Length: > 0, IsArray: false, IsGenericParameter: false, IsNested: false }
        ? $"{type.Namespace}.{(s_keywords.ContainsKey(type) ? type.Name : Of(type))}"
        : Of(type);
}
