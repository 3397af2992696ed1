using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary><c>x.Display()</c>: <see cref="Kernel.display"/> at the end of an expression.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now; see <see cref="Kernel.display"/>.</summary>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows a text now as what <paramref name="mimeType"/> says it is.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => Kernel.display(new MimeContent(mimeType, value));

    /// <summary>Shows a sequence now as a table.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value) => Kernel.display(value, HtmlFormatter.MimeType);
}
