using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jupyter.Execution;

/// <summary>
/// A cell such as <c>Math.Sqrt?</c> or <c>?Math.Sqrt</c>, which is code in neither language: a question about a name,
/// answered in the front end's pager. Two question marks ask for the declaration too.
/// </summary>
internal sealed partial record HelpQuestion(string Name, int Detail)
{
    public static HelpQuestion? Parse(string code) =>
        Pattern().Match(code) is { Success: true } match && match.Groups["mark"].Value.Length > 0
            ? new HelpQuestion(match.Groups["name"].Value, match.Groups["mark"].Value.Length > 1 ? 1 : 0)
            : null;

    /// <summary>The payload that opens the pager.</summary>
    public async Task<JsonObject> AnswerAsync(IKernelSession session, CancellationToken cancellationToken)
    {
        var inspection = await session.InspectAsync(Name, Name.Length, Detail, cancellationToken).ConfigureAwait(false);
        var data = inspection is null
            ? new JsonObject { ["text/plain"] = $"Nothing is known about '{Name}'." }
            : new JsonObject { ["text/plain"] = inspection.PlainText, ["text/markdown"] = inspection.Markdown };
        return new JsonObject { ["source"] = "page", ["data"] = data, ["start"] = 0 };
    }

    [GeneratedRegex(@"^\s*(?:(?<mark>\?{1,2})(?<name>[\w.]+)|(?<name>[\w.]+)(?<mark>\?{1,2}))\s*$")]
    private static partial Regex Pattern();
}
