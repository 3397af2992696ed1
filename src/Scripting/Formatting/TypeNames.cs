namespace Scripting.Formatting;

/// <summary>Knows types by their names, so that any version of the library that a notebook brings will do.</summary>
internal static class TypeNames
{
    /// <summary>Whether a type is, or derives from, the one of that full name.</summary>
    public static bool IsA(Type? type, string fullName)
    {
        while (type is not null && (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName != fullName)
        {
            type = type.BaseType;
        }

        return type is not null;
    }
}
