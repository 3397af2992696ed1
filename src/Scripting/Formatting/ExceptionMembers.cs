using System.Reflection;

namespace Scripting.Formatting;

/// <summary>What is worth showing of an exception: its message, where it came from, its cause, and what its own type adds.</summary>
internal static class ExceptionMembers
{
    public static IEnumerable<(string Name, Func<object?> Get)> Of(Exception error)
    {
        yield return ("Type", () => error.GetType());
        yield return (nameof(error.Message), () => error.Message);
        foreach (var property in error.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.DeclaringType != typeof(Exception) && p.Name != nameof(error.Message)))
        {
            yield return (property.Name, () => property.GetValue(error));
        }

        if (error.InnerException is not null)
        {
            yield return (nameof(error.InnerException), () => error.InnerException);
        }

        if (error.StackTrace is not null)
        {
            yield return (nameof(error.StackTrace), () => error.StackTrace);
        }
    }
}
