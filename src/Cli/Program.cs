using System.CommandLine;
using Cli.Verbs;

namespace Cli;

internal static class Program
{
    /// <summary>Reads a command line; what is wrong with it is among the result's errors.</summary>
    public static ParseResult Parse(string[] arguments)
    {
        var root = new RootCommand("Runs, tests and serves notebooks of C# and F#. Without a verb: run.")
        {
            RunVerb.Create(),
            TestVerb.Create(),
            KernelVerb.Create(),
            ServeVerb.Create(),
            ExportVerb.Create(),
            LintVerb.Create(),
            SessionVerb.Create(),
        };
        return root.Parse(WithDefaultVerb(root, arguments));
    }

    private static async Task<int> Main(string[] arguments)
    {
        var parsed = Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("'workbook --help' lists the verbs and options.");
            return ExitCode.Usage;
        }

        // A cell that is asked to stop is given some seconds before its process is killed.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
    }

    private static string[] WithDefaultVerb(RootCommand root, string[] arguments) =>
        arguments is [var first, ..] && (first is "--help" or "-h" or "-?" or "/?" or "--version" || root.Subcommands.Any(verb => verb.Name == first))
            ? arguments
            : ["run", .. arguments];
}
