using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Scripting.CSharp;

/// <summary>Turns an exception that left a cell into an error that points at the cell's lines.</summary>
internal static partial class RuntimeErrors
{
    // How the runtime throws and calls, which says nothing about a cell.
    private static readonly string[] s_machinery = ["System.Runtime", "System.Reflection", "Internal.Runtime"];

    public static ErrorOutput Describe(Exception error, string cellName, string code)
    {
        var lines = new List<string>();
        for (var e = error; e is not null; e = e.InnerException)
        {
            lines.Add((ReferenceEquals(e, error) ? "" : "caused by ") + $"{e.GetType().FullName}: {e.Message}");
            lines.AddRange(Frames(e, cellName, code));
        }

        return new ErrorOutput(error.GetType().FullName ?? error.GetType().Name, error.Message, lines);
    }

    private static IEnumerable<string> Frames(Exception error, string cellName, string code)
    {
        var source = code.ReplaceLineEndings("\n").Split('\n');
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            var type = method?.DeclaringType;
            if (type?.Assembly == typeof(RuntimeErrors).Assembly)
            {
                yield break; // below the cell: how the session called it
            }

            // The compiler writes a cell's name as a path under the notebook's folder.
            if (Path.GetFileName(frame.GetFileName()) is { } file && ScriptFile().IsMatch(file))
            {
                var line = frame.GetFileLineNumber();
                var text = file == cellName && line >= 1 && line <= source.Length ? ": " + source[line - 1].Trim() : "";
                yield return string.Create(CultureInfo.InvariantCulture, $"   at {file}, line {line}{text}");
            }
            else if (type is not null && !s_machinery.Any(space => type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true))
            {
                yield return $"   at {type}.{method!.Name}";
            }
        }
    }

    [GeneratedRegex(@"^cell \d+(, sent code)?$|\.(csx|ipynb|dib|fsx)$")]
    private static partial Regex ScriptFile();
}
