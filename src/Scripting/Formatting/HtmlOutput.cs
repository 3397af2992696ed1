using System.Text.RegularExpressions;

namespace Scripting.Formatting;

/// <summary>What Microsoft.DotNet.Interactive.Formatting writes as HTML, without what a stored page does not need.</summary>
internal static partial class HtmlOutput
{
    /// <summary>Whether the markup is more than the plain text in a box; a list of numbers is not.</summary>
    public static bool SaysMoreThanText(string html) => !PlainTextOnly().IsMatch(WithoutDefaultStyle(html));

    /// <summary>Whether the markup is what the library makes of any sequence, rather than what a registered formatter wrote.</summary>
    public static bool IsOfTheLibrary(string html) => LibrarySequence().IsMatch(html);

    /// <summary>The markup without the style sheet that the library repeats behind every value.</summary>
    public static string WithoutDefaultStyle(string html) => DefaultStyle().Replace(html, "");

    [GeneratedRegex(@"^<div class=""dni-plaintext""><pre>[^<]*</pre></div>$")]
    private static partial Regex PlainTextOnly();

    [GeneratedRegex(@"^<table><thead><tr><th><i>|^<details[^>]*class=""dni-treeview""|^<div class=""dni-plaintext"">")]
    private static partial Regex LibrarySequence();

    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex DefaultStyle();
}
