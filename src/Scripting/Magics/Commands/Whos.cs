using System.Net;
using Scripting.Formatting;

namespace Scripting.Magics.Commands;

/// <summary><c>#!whos</c>: the variables with their types and values.</summary>
internal sealed class Whos : IMagic
{
    private const int MaxLength = 80;

    public MagicSyntax Syntax { get; } = new("#!whos", "list the variables of the language in force with their types and values");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        string[][] rows =
        [
            ["Name", "Type", "Value"],
            .. cell.Session.Languages.Values(call.Part.Language).Values.Select(v => new[] { v.Name, TypeText.Of(v.Type), Text(v.Value) }),
        ];
        var widths = Enumerable.Range(0, 2).Select(column => rows.Max(row => row[column].Length) + 2).ToArray();
        var text = string.Join("\n", rows.Select(row => (row[0].PadRight(widths[0]) + row[1].PadRight(widths[1]) + row[2]).TrimEnd()));
        var body = string.Concat(rows.Skip(1).Select(row => $"<tr>{string.Concat(row.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>"))}</tr>"));
        var head = string.Concat(rows[0].Select(c => $"<th>{c}</th>"));
        cell.Outputs.Display(new() { ["text/html"] = $"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", ["text/plain"] = text }, []);
        return Task.CompletedTask;
    }

    private static string Text(object? value)
    {
        var text = MimeBundle.Text(value).ReplaceLineEndings(" ");
        return text.Length > MaxLength ? text[..MaxLength] + "…" : text;
    }
}
