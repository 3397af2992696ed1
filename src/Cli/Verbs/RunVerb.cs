using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary><c>workbook run</c>: runs notebooks top to bottom, writes executed copies and the book.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var options = new RunOptionSet();
        var verb = new Command("run", "Runs notebooks top to bottom, each in a fresh process, and writes executed copies and the book.");
        options.AddTo(verb);
        verb.SetAction((parsed, cancellationToken) => Batch.RunAsync(options.Read(parsed), cancellationToken));
        return verb;
    }
}
