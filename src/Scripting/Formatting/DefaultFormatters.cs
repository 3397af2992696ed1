using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>The formatters a session adds to those of Microsoft.DotNet.Interactive.Formatting.</summary>
internal static class DefaultFormatters
{
    private static readonly Lazy<bool> s_registered = new(() =>
    {
        Formatter.Register<DataFrame>(DataFrameFormatter.WriteHtml, HtmlFormatter.MimeType);
        Formatter.Register<DataFrame>(DataFrameFormatter.WriteText, PlainTextFormatter.MimeType);
        OutputLimits.Apply();
        return true;
    });

    /// <summary>Registers them, the first time it is called. They are the process's, as the library's table is.</summary>
    public static void Register() => _ = s_registered.Value;
}
