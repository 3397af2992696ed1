using System.Text.RegularExpressions;

namespace Scripting.Formatting;

/// <summary>What Microsoft.DotNet.Interactive.Formatting writes as HTML, without what a stored page does not need.</summary>
internal static partial class HtmlOutput
{
    /// <summary>The markup without the style sheet that the library repeats behind every value.</summary>
    public static string WithoutDefaultStyle(string html) => DefaultStyle().Replace(html, "");

    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex DefaultStyle();
}
