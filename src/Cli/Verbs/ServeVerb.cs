using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Cli.Running;
using Reader;

namespace Cli.Verbs;

/// <summary><c>workbook serve</c>: the reader on a loopback port.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder") { Description = "The folder of notebooks to open. Without one: the chapters in notebooks/, here or above, else this folder.", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int>("--port") { Description = "The port to listen on; without it, a free one.", HelpName = "N" };
        OptionChecks.Check(port, text => int.Parse(text, CultureInfo.InvariantCulture) is >= 1 and <= 65535, "a port from 1 to 65535");
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only print the address." };
        var verb = new Command("serve", "Opens notebooks in the browser, with cells that run; no Jupyter needed.") { folder, port, noBrowser };
        verb.SetAction((parsed, cancellationToken) => ServeAsync(FolderOf(parsed.GetValue(folder)), parsed.GetValue(port), !parsed.GetValue(noBrowser), cancellationToken));
        return verb;
    }

    private static string FolderOf(string? given)
    {
        if (given is not null)
        {
            return Path.GetFullPath(given);
        }

        var chapters = Path.Combine(NotebookPaths.FindRoot(Environment.CurrentDirectory), "notebooks");
        return Directory.Exists(chapters) ? chapters : Environment.CurrentDirectory;
    }

    private static async Task<int> ServeAsync(string folder, int port, bool opensBrowser, CancellationToken cancellationToken)
    {
        var isFirst = true;
        void Print(Uri address)
        {
            Console.WriteLine(isFirst ? $"Reading {folder}\n\n  {address}\n\nThe address opens the reader once. Ctrl+C ends it and its sessions." : $"Opened. To open it again:\n\n  {address}\n");
            if (isFirst && opensBrowser)
            {
                Open(address);
            }

            isFirst = false;
        }

        ReaderServer server;
        try
        {
            server = await ReaderServer.StartAsync(new ReaderOptions { Folder = folder, Port = port, OnAddress = Print }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e is DirectoryNotFoundException || port == 0
                ? e.Message
                : $"--port is {port}, which cannot be listened on ({e.Message}); give another one, or leave it out for a free one.");
            return ExitCode.Usage;
        }

        await using (server)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Passed;
    }

    private static void Open(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.WriteLine($"No browser could be opened ({e.Message}); open the address yourself.");
        }
    }
}
