using Scripting.Languages;

namespace Scripting.Magics.Commands;

/// <summary><c>#!import</c>: run another notebook's cells, or a script, here.</summary>
internal sealed class Import : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!import", "run the cells of another notebook, or a script, here; once, unless forced", "path",
        new MagicOption("--force", null, "run it again though it was imported before"));

    public async Task RunAsync(MagicCall call, CellRun cell)
    {
        var path = cell.FullPath(call.RequiredArgument("the path of a notebook or a script"));
        if (!File.Exists(path))
        {
            throw new MagicException($"#!import: there is no file {call.Argument}; paths start at the folder of the file that imports.");
        }

        if (cell.Importing.Contains(path))
        {
            var chain = cell.Importing.SkipWhile(p => p != path).Append(path).Select(Path.GetFileName);
            throw new MagicException($"#!import goes round in a circle: {string.Join(" -> ", chain)}.");
        }

        if (!cell.Session.Imported.Add(path) && call["--force"] is null)
        {
            return;
        }

        foreach (var imported in await ImportedFile.ReadAsync(path, cell.CancellationToken))
        {
            await cell.RunImportedAsync(path, imported.Code, LanguageSet.FullName(imported.Language));
        }
    }
}
