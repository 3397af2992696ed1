using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary><c>workbook test</c>: as run, and compares the outputs with those that the notebooks store.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var options = new RunOptionSet();
        var update = new Option<bool>("--update") { Description = "Store the new outputs in the notebooks instead of comparing." };
        var verb = new Command("test", "Runs notebooks and compares what their cells show with what is stored.");
        options.AddTo(verb);
        verb.Add(update);
        verb.SetAction((parsed, cancellationToken) => Batch.RunAsync(
            options.Read(parsed) with { StoredOutputs = parsed.GetValue(update) ? StoredOutputs.Update : StoredOutputs.Compare }, cancellationToken));
        return verb;
    }
}
