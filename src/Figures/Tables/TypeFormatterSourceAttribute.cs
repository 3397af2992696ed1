namespace Figures;

/// <summary>
/// Tells any host that shows values by Microsoft.DotNet.Interactive.Formatting how to show a type. The library finds the attribute and the
/// formatters by these names alone, so that no reference to it is needed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}

/// <summary>Shows a value as the line that its <c>ToString</c> gives, in place of a table of all its properties.</summary>
internal sealed class OneLine
{
    internal const string MimeType = "text/plain";

    public IEnumerable<object> CreateTypeFormatters() => [new LineFormatter()];

    private sealed class LineFormatter
    {
        public string MimeType => OneLine.MimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(instance.ToString());
            return true;
        }
    }
}
