using Jupyter.Kernelspecs;
using Notebooks;

namespace Cli.Running;

/// <summary>Runs one notebook of a batch: reads it, sets its parameters, runs it, writes the executed copy, compares.</summary>
internal sealed class NotebookJob(BatchSettings settings, Places places, IRunDisplay display)
{
    /// <summary>Whatever is wrong with the notebook or happens in it is in the outcome, so that the others run.</summary>
    public async Task<NotebookOutcome> RunAsync(NotebookPath path, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var name = places.NameOf(path.FullPath);
        try
        {
            var run = path.Problem is null ? await RunAsync(path.FullPath, name, cancellationToken) : null;
            return new NotebookOutcome(path.FullPath, name, run, path.Problem) { Started = started };
        }
        catch (NotebookFormatException e)
        {
            return new NotebookOutcome(path.FullPath, name, null, e.Problem);
        }
        catch (Exception e) when (e is ParameterException or KernelspecException)
        {
            return new NotebookOutcome(path.FullPath, name, null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new NotebookOutcome(path.FullPath, name, null, $"cannot be read or written: {e.Message}");
        }
    }

    private async Task<NotebookRun> RunAsync(string path, string name, CancellationToken cancellationToken)
    {
        var stored = NotebookDocument.Read(path);
        var parameterised = ParameterInjection.Apply(stored, settings.Parameters);
        var run = await RunAsync(parameterised.Document, name, cancellationToken);
        StableOutputs.RemovePaths(run.Executed, Path.GetDirectoryName(path)!);
        run.Executed.Write(places.CopyOf(path));
        run = run with { Warnings = [.. parameterised.Warnings, .. run.Warnings] };
        return CheckStored(stored, run);
    }

    private async Task<NotebookRun> RunAsync(NotebookDocument document, string name, CancellationToken cancellationToken)
    {
        var started = await Sessions.StartAsync(document, settings, cancellationToken);
        await using var session = started.Session;
        return await NotebookRunner.RunAsync(
            document, session, settings.Run with { Languages = started.Languages }, happened => display.Happened(name, happened), cancellationToken);
    }

    private NotebookRun CheckStored(NotebookDocument stored, NotebookRun run)
    {
        if (settings.StoredOutputs != StoredOutputs.Leave && !stored.StoresOutputs)
        {
            return run with { Warnings = [.. run.Warnings, "a .dib file stores no outputs; its cells were run, and nothing was compared or stored"] };
        }

        if (settings.StoredOutputs == StoredOutputs.Compare)
        {
            return Compared(stored, run);
        }

        if (settings.StoredOutputs == StoredOutputs.Update && run.Passed)
        {
            var updated = run.Executed.Copy();
            StableOutputs.RemoveIgnored(updated);
            CellMeasurements.Remove(updated);
            updated.Write(stored.Path);
            return run with { Warnings = [.. run.Warnings, .. Translations.Of(updated.Path).Select(path => Translations.CarryOutputs(updated, path)).OfType<string>()] };
        }

        return run;
    }

    private NotebookRun Compared(NotebookDocument stored, NotebookRun run)
    {
        var comparer = new OutputComparer(settings.Comparison);
        var before = stored.Cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
        return run with { Cells = [.. run.Cells.Select(Compared)] };

        CellRun Compared(CellRun cell) =>
            cell.Verdict == CellVerdict.Passed && before.TryGetValue(cell.Id, out var old)
            && comparer.Difference(old, run.Executed.Cells[cell.Number - 1]) is { } difference
                ? cell with { Verdict = CellVerdict.Failed, Failure = new CellFailure("OutputDiffers", difference) }
                : cell;
    }
}
