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
        running.Run = this;
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
                    await ShowAsync(value.Value).ConfigureAwait(false);
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
            await ShowAsync(value.Value).ConfigureAwait(false);
        }
    }

    /// <summary>Runs code that the cell sends while it runs; the value of its last expression is displayed.</summary>
    public async Task<CellValue> RunSentAsync(string code, string language)
    {
        var before = running.Language;
        try
        {
            var value = await new CellRun(session, running, $"{cellName}, sent code", importing).RunAsync(code, language, isKept: true).ConfigureAwait(false);
            if (value.HasValue)
            {
                await ShowAsync(value.Value).ConfigureAwait(false);
            }

            return value;
        }
        finally
        {
            (running.Run, running.Language) = (this, before);
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
        if (MagicQuestion.Parse(value) is { } question)
        {
            var answer = await running.Input.AskAsync(question.Prompt, question.IsPassword).ConfigureAwait(false);
            return question.IsPassword ? new NamedValue("", typeof(PasswordString), new PasswordString(answer)) : new NamedValue("", typeof(string), answer);
        }

        return value.StartsWith('@') && value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? session.Value(value[1..colon], value[(colon + 1)..])
            : new NamedValue("", typeof(string), value);
    }

    private Func<bool, Task<CellValue>> Step(CellPart part)
    {
        if (part is CodePart code)
        {
            var language = session.Languages.Get(code.Language);
            return isKept =>
            {
                running.Language = language.Name;
                return language.RunAsync(new CellCode(code.Text, cellName, isKept), CancellationToken);
            };
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
            await magic.RunAsync(await AnsweredAsync(call).ConfigureAwait(false), this).ConfigureAwait(false);
            return CellValue.None;
        };
    }

    // What is asked for in place of an argument is asked when the line's turn comes. A value keeps its type: a secret stays one.
    private async Task<MagicCall> AnsweredAsync(MagicCall call)
    {
        var options = new Dictionary<string, string>(call.Options, StringComparer.Ordinal);
        foreach (var (option, value) in call.Options.Where(o => o.Key != MagicCall.ValueOption && MagicQuestion.Parse(o.Value) is not null))
        {
            options[option] = await AnswerAsync(value).ConfigureAwait(false);
        }

        return call with { Options = options, Argument = call.Argument is { } argument && MagicQuestion.Parse(argument) is not null ? await AnswerAsync(argument).ConfigureAwait(false) : call.Argument };
    }

    private async Task<string> AnswerAsync(string text) => (await ResolveAsync(text).ConfigureAwait(false)).Value switch
    {
        PasswordString secret => secret.GetClearTextPassword(),
        var answer => (string)answer!,
    };

    private async Task ShowAsync(object? value)
    {
        if (value is not DisplayedValue)
        {
            var (data, metadata) = await new InterruptibleRun().RunAsync(() => Task.FromResult(MimeBundle.Of(value)), CancellationToken).ConfigureAwait(false);
            Outputs.Display(data, metadata);
        }
    }
}
