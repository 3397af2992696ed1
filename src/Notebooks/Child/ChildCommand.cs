namespace Notebooks;

/// <summary>How to start the command <c>workbook</c> as a child process: a file and the arguments that come before the verb.</summary>
public sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments)
{
    private const string Command = "workbook";

    /// <summary>
    /// The command as it stands in the folder of the running program. Within the command itself, or its installed tool,
    /// that is the running program; elsewhere, or under <c>dotnet workbook.dll</c>, it is <c>dotnet</c> with the library.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no <c>workbook.dll</c> beside the running program.</exception>
    public static ChildCommand Find()
    {
        var running = Environment.ProcessPath;
        if (running is not null && Path.GetFileNameWithoutExtension(running).Equals(Command, StringComparison.OrdinalIgnoreCase))
        {
            return new ChildCommand(running, []);
        }

        var library = Path.Combine(AppContext.BaseDirectory, Command + ".dll");
        if (!File.Exists(library))
        {
            throw new FileNotFoundException($"{library} does not exist; sessions run in the command {Command}, which must lie beside the running program.", library);
        }

        var isDotnet = running is not null && Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var host = isDotnet ? running! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new ChildCommand(host, ["exec", library]);
    }
}
