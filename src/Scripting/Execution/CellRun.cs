using System.Collections.Immutable;
using Microsoft.DotNet.Interactive;
using Scripting.Execution;
using Scripting.Formatting;
using Scripting.Languages;
using Scripting.Magics;
using Scripting.Packages;

namespace Scripting;

/// <summary>One run of one cell: its parts in order, magics and code, and what magics need to know of it.</summary>
internal sealed class CellRun(SessionState session, RunningCell running, string cellName, ImmutableList<string> importing)
{
    private readonly List<Action> _atEnd = [];

    public SessionState Session => session;

    public CellOutputs Outputs => running.Outputs;

    public CancellationToken CancellationToken => running.CancellationToken;

    /// <summary>The files being imported, the outermost first.</summary>
    public ImmutableList<string> Importing => importing;

    /// <summary>Runs the cell; the value is that of its last part. Nothing is run if any of its magics is wrong.</summary>
    public async Task<CellValue> RunAsync(string code, string language, bool isKept)
    {
        var parts = CellSplitter.Split(code, language);
        var packages = parts.OfType<MagicPart>().Where(PackageLine.Is).ToArray();
        var steps = parts.Except(packages).Select(Step).ToArray();
        var value = CellValue.None;
        if (packages.Length > 0)
        {
            // All of a cell's packages are resolved together, before its code is compiled.
            await session.Packages.AddAsync(packages, this).ConfigureAwait(false);
        }

        try
        {
            for (var i = 0; i < steps.Length; i++)
            {
                value = await steps[i](isKept).ConfigureAwait(false);
                if (value.HasValue && i < steps.Length - 1)
                {
                    Show(value.Value);
                }
            }
        }
        finally
        {
            _atEnd.ForEach(action => action());
        }

        return value;
    }

    /// <summary>Runs the code of an imported file; values of expressions are displayed.</summary>
    public async Task RunImportedAsync(string path, string code, string language)
    {
        var value = await new CellRun(session, running, path, importing.Add(path)).RunAsync(code, language, isKept: true).ConfigureAwait(false);
        if (value.HasValue)
        {
            Show(value.Value);
        }
    }

    /// <summary>Does something when the cell has ended, whichever way.</summary>
    public void AtEnd(Action action) => _atEnd.Add(action);

    /// <summary>Writes text to the cell's output.</summary>
    public void Print(string text) => Outputs.Write("stdout", text);

    /// <summary>A path as a cell writes it: relative to the importing file, else to the notebook.</summary>
    public string FullPath(string path) =>
        Path.GetFullPath(path, importing.IsEmpty ? Path.GetFullPath(session.Options.WorkingDirectory) : Path.GetDirectoryName(importing[^1])!);

    /// <summary>What an option's value stands for: <c>@language:name</c>, <c>@input:prompt</c>, <c>@password:prompt</c>, or its own text.</summary>
    public async Task<NamedValue> ResolveAsync(string value)
    {
        if (!value.StartsWith('@') || value.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return new NamedValue("", typeof(string), value);
        }

        var (kind, name) = (value[1..colon], value[(colon + 1)..]);
        return kind switch
        {
            "input" => new NamedValue("", typeof(string), await running.Input.AskAsync(name, isPassword: false).ConfigureAwait(false)),
            "password" => new NamedValue("", typeof(PasswordString), new PasswordString(await running.Input.AskAsync(name, isPassword: true).ConfigureAwait(false))),
            _ => session.Value(kind, name),
        };
    }

    private Func<bool, Task<CellValue>> Step(CellPart part)
    {
        if (part is CodePart code)
        {
            var language = session.Languages.Get(code.Language);
            return isKept => language.RunAsync(new CellCode(code.Text, cellName, isKept), CancellationToken);
        }

        var line = (MagicPart)part;
        var magic = MagicTable.Find(line);
        if (MagicArguments.AsksForHelp(line))
        {
            return _ =>
            {
                Print(magic.Syntax.Help());
                return Task.FromResult(CellValue.None);
            };
        }

        var call = MagicArguments.Parse(line, magic.Syntax);
        return async _ =>
        {
            CancellationToken.ThrowIfCancellationRequested();
            await magic.RunAsync(call, this).ConfigureAwait(false);
            return CellValue.None;
        };
    }

    private void Show(object? value)
    {
        var (data, metadata) = MimeBundle.Of(value);
        Outputs.Display(data, metadata);
    }
}
