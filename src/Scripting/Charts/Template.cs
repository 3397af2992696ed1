using System.Text.RegularExpressions;

namespace Scripting.Charts;

/// <summary>Fills <c>%{z}</c>, <c>%{z:.2f}</c> and <c>%{text}</c> into a cell's text.</summary>
internal static partial class Template
{
    public static string Fill(string template, double z, string? text) => Place().Replace(template, match => match.Groups["name"].Value switch
    {
        "z" => NumberText.Format(z, match.Groups["format"].Value is { Length: > 0 } format ? format : ".4g"),
        "text" => text ?? "",
        _ => "",
    });

    [GeneratedRegex(@"%\{(?<name>\w+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Place();
}
