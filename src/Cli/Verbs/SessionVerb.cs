using System.CommandLine;
using Notebooks;

namespace Cli.Verbs;

/// <summary><c>workbook session</c>: the child process that runs the cells of one notebook. Started by the command itself.</summary>
internal static class SessionVerb
{
    public static Command Create()
    {
        var requests = new Argument<string>("requests");
        var replies = new Argument<string>("replies");
        var packages = new PackageOptions();
        var verb = new Command("session", "Serves cells to the process that started it.") { requests, replies };
        packages.AddTo(verb);
        verb.Hidden = true;
        verb.SetAction(async parsed =>
        {
            await SessionHost.RunAsync(parsed.GetRequiredValue(requests), parsed.GetRequiredValue(replies), packages.Read(parsed));
            return ExitCode.Passed;
        });
        return verb;
    }
}
