using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Scripting.CSharp;

/// <summary>Writes the compiler's errors with the lines of the cell they stand in.</summary>
internal static class CompilationErrors
{
    private const string MetadataFileNotFound = "CS0006";

    public static void ThrowIfAny(IEnumerable<Diagnostic> diagnostics, string workingDirectory)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new CompilationErrorException(Headline(errors[0], workingDirectory), [.. errors.SelectMany(e => Describe(e, workingDirectory)), .. CompilationHints.For(errors)]);
        }
    }

    private static string Headline(Diagnostic error, string workingDirectory)
    {
        var span = error.Location.GetMappedLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"line {span.StartLinePosition.Line + 1}: {error.Id}: {Message(error, workingDirectory)}");
    }

    private static IEnumerable<string> Describe(Diagnostic error, string workingDirectory)
    {
        var span = error.Location.GetMappedLineSpan();
        var start = span.StartLinePosition;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(span.Path)}({start.Line + 1},{start.Character + 1}): error {error.Id}: {Message(error, workingDirectory)}");
        if (error.Location.SourceTree is { } tree && tree.TryGetText(out var text))
        {
            var place = error.Location.GetLineSpan().StartLinePosition;
            yield return "    " + text.Lines[place.Line].ToString();
            yield return "    " + new string(' ', place.Character) + "^";
        }
    }

    private static string Message(Diagnostic error, string workingDirectory)
    {
        var message = error.GetMessage(CultureInfo.InvariantCulture);
        return error.Id == MetadataFileNotFound
            ? $"{message}. Paths start at the notebook's folder ({Path.GetFileName(workingDirectory)}); if the file is a project's output, build that project first (dotnet build -c Release)."
            : message;
    }
}
