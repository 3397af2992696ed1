namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Names by which older notebooks register formatters.</summary>
public static class FormatterExtensions
{
    extension(Formatter)
    {
        /// <summary>Prefers one MIME type for a type; see <c>Formatter.SetPreferredMimeTypesFor</c>.</summary>
        public static void SetPreferredMimeTypeFor(Type type, string preferredMimeType) => Formatter.SetPreferredMimeTypesFor(type, preferredMimeType);
    }

    extension<T>(Formatter<T>)
    {
        /// <summary>Registers a formatter; see <c>Formatter.Register</c>.</summary>
        public static void Register(Action<T, TextWriter> formatter, string mimeType = "text/plain") => Formatter.Register(formatter, mimeType);

        /// <summary>Registers a formatter; see <c>Formatter.Register</c>.</summary>
        public static void Register(Func<T, string> formatter, string mimeType = "text/plain") => Formatter.Register(formatter, mimeType);
    }
}
