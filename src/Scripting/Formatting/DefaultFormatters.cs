using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>The formatters a session adds to those of Microsoft.DotNet.Interactive.Formatting. They are the process's, as the library's table is.</summary>
internal static class DefaultFormatters
{
    private static readonly Lock s_gate = new();

    /// <summary>Registers them, unless they are; a cell that resets the library's table gets these back too.</summary>
    public static void Restore()
    {
        lock (s_gate)
        {
            if (UserFormatters.AreBuiltInGone)
            {
                var own = Formatter.RegisteredFormatters(false).ToArray();
                Formatter.Register<DataFrame>(DataFrameFormatter.WriteHtml, HtmlFormatter.MimeType);
                Formatter.Register<DataFrame>(DataFrameFormatter.WriteText, PlainTextFormatter.MimeType);
                UserFormatters.MarkBuiltIn(except: own);
                OutputLimits.Apply();
            }
        }
    }
}
