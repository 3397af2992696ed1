using System.CommandLine;
using Notebooks;
using Reader;

namespace Cli.Verbs;

/// <summary><c>workbook export</c>: one notebook as a page, as Markdown, as a program, or in the other notebook format.</summary>
internal static class ExportVerb
{
    private static readonly Dictionary<string, Func<NotebookDocument, string, CancellationToken, Task<IReadOnlyList<ExportedFile>>>> s_forms = new(StringComparer.Ordinal)
    {
        ["html"] = (notebook, output, _) => Task.FromResult(One(output, SinglePage.Html(notebook, output))),
        ["md"] = (notebook, output, _) => Task.FromResult(MarkdownExport.Write(notebook, output)),
        ["cs"] = CSharpProgram.WriteAsync,
        ["dib"] = (notebook, output, _) => Task.FromResult(One(output, notebook.ToDib())),
        ["ipynb"] = (notebook, output, _) => Task.FromResult(One(output, notebook.ToJson())),
    };

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The notebook: .ipynb or .dib." };
        var to = new Option<string>("--to") { Description = "html: one page that needs no other file. md: Markdown with its pictures beside it. cs: a program for 'dotnet run'. dib, ipynb: the other notebook format.", HelpName = "FORM", Required = true };
        OptionChecks.Check(to, s_forms.ContainsKey, string.Join(", ", s_forms.Keys.SkipLast(1)) + " or " + s_forms.Keys.Last());
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; without it, beside the notebook under its name.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        var verb = new Command("export", "Writes a notebook as a page, as Markdown, as a program, or in the other notebook format. Nothing is run.") { file, to, output, force };
        verb.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(to), parsed.GetValue(output), parsed.GetValue(force), cancellationToken));
        return verb;
    }

    private static IReadOnlyList<ExportedFile> One(string output, string text) => [ExportedFile.OfText(Path.GetFileName(output), text)];

    private static async Task<int> RunAsync(string file, string form, string? given, bool replaces, CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetExtension(file).ToLowerInvariant() is not (".ipynb" or ".dib"))
            {
                throw new IOException($"{file}: not a notebook: its name ends neither in .ipynb nor in .dib.");
            }

            var output = Path.GetFullPath(given ?? Path.ChangeExtension(file, form));
            if (form is "ipynb" or "dib" && Path.GetExtension(output) != "." + form)
            {
                throw new IOException($"{given}: the name of a file of form {form} ends in .{form}.");
            }

            if (Path.GetFullPath(file) == output)
            {
                throw new IOException($"{file}: the export would replace the notebook itself; give another form, or a name with -o.");
            }

            var notebook = NotebookDocument.Read(file);
            ExportFiles.Write(output, await s_forms[form](notebook, output, cancellationToken), replaces);
            Console.WriteLine($"Wrote {output}");
            return ExitCode.Passed;
        }
        catch (Exception e) when (e is NotebookFormatException or ExportException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
    }
}
