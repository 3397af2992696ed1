using System.CommandLine;
using Jupyter;
using Jupyter.Kernelspecs;
using Jupyter.Protocol;

namespace Cli.Verbs;

/// <summary><c>workbook kernel</c>: the Jupyter kernels for C# and F#.</summary>
internal static class KernelVerb
{
    private static readonly IReadOnlyList<(string Language, string Name)> s_kernels = [("C#", ".net-csharp"), ("F#", ".net-fsharp")];

    public static Command Create() => new("kernel", "Installs, lists, removes and runs the Jupyter kernels.")
    {
        Install(), Uninstall(), List(), Start(),
    };

    private static Command Install()
    {
        var place = new PlaceOptions();
        var packages = new PackageOptions();
        var language = new Option<string?>("--language") { Description = "Install the kernel of this language only: C# or F#.", HelpName = "LANGUAGE" };
        var name = new Option<string?>("--name") { Description = "Install one kernel, C# unless --language says otherwise, under this name.", HelpName = "NAME" };
        var displayName = new Option<string?>("--display-name") { Description = "Install one kernel, shown under this name.", HelpName = "TEXT" };
        var force = new Option<bool>("--force") { Description = "Overwrite a kernelspec of that name that something else installed." };
        var verb = new Command("install", "Makes the kernels known to Jupyter: .net-csharp and .net-fsharp.") { language, name, displayName, force };
        place.AddTo(verb);
        packages.AddTo(verb);
        verb.SetAction(parsed => Report(() =>
        {
            var installer = place.Read(parsed);
            var one = parsed.GetValue(language) ?? ((parsed.GetValue(name) ?? parsed.GetValue(displayName)) is null ? null : "C#");
            var kernels = s_kernels.Where(k => one is null || k.Language.Equals(one, StringComparison.OrdinalIgnoreCase)).ToList();
            if (kernels.Count == 0)
            {
                throw new KernelspecException($"There is no kernel for '{one}'; --language takes C# or F#.");
            }

            kernels.ForEach(k => installer.CheckCanInstall(parsed.GetValue(name) ?? k.Name, parsed.GetValue(force)));
            foreach (var kernel in kernels)
            {
                var folder = installer.Install(kernel.Language, parsed.GetValue(name) ?? kernel.Name, parsed.GetValue(displayName), parsed.GetValue(force), packages.Arguments(parsed));
                Console.WriteLine($"Installed {Path.GetFileName(folder)} in {folder}");
            }

            return ExitCode.Passed;
        }));
        return verb;
    }

    private static Command Uninstall()
    {
        var place = new PlaceOptions();
        var name = new Option<string?>("--name") { Description = "The kernel to remove; without it, .net-csharp and .net-fsharp.", HelpName = "NAME" };
        var verb = new Command("uninstall", "Removes what install put there, and nothing else.") { name };
        place.AddTo(verb);
        verb.SetAction(parsed => Report(() =>
        {
            var installer = place.Read(parsed);
            var removed = 0;
            foreach (var kernel in parsed.GetValue(name) is { } one ? [one] : s_kernels.Select(k => k.Name))
            {
                var isRemoved = installer.Uninstall(kernel);
                removed += isRemoved ? 1 : 0;
                Console.WriteLine(isRemoved ? $"Removed {kernel} from {installer.Folder}" : $"There is no {kernel} in {installer.Folder}");
            }

            return removed > 0 ? ExitCode.Passed : ExitCode.Failed;
        }));
        return verb;
    }

    private static Command List()
    {
        var verb = new Command("list", "Lists the kernels that front ends find on this machine.");
        verb.SetAction(_ =>
        {
            foreach (var kernel in InstalledKernels.List())
            {
                Console.WriteLine($"{kernel.Name,-20} {kernel.Spec.DisplayName,-24} {kernel.Folder}{(kernel.IsOurs ? "" : "  (not ours)")}");
            }

            return ExitCode.Passed;
        });
        return verb;
    }

    private static Command Start()
    {
        var connectionFile = new Argument<string>("connection-file") { Description = "The file in which the front end says where to listen." };
        var language = new Option<string>("--language") { Description = "C# or F#.", DefaultValueFactory = _ => "C#" };
        var packages = new PackageOptions();
        var verb = new Command("start", "Serves a front end; front ends start it by themselves.") { connectionFile, language };
        packages.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await JupyterKernel.RunAsync(parsed.GetRequiredValue(connectionFile), parsed.GetRequiredValue(language), packages.Read(parsed), cancellationToken);
            }
            catch (Exception e) when (e is ConnectionFileException or ArgumentException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return ExitCode.Usage;
            }

            // Threads that cells left running do not hold up the end.
            Environment.Exit(ExitCode.Passed);
            return ExitCode.Passed;
        });
        return verb;
    }

    private static int Report(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is KernelspecException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }
    }

    /// <summary>Where kernels are installed: for the user, in a Python environment, or under a prefix.</summary>
    private sealed class PlaceOptions
    {
        private readonly Option<bool> _user = new("--user") { Description = "For this user (the default)." };
        private readonly Option<bool> _environment = new("--sys-prefix") { Description = "In the active Python environment." };
        private readonly Option<string?> _prefix = new("--prefix") { Description = "Under PREFIX/share/jupyter/kernels.", HelpName = "PREFIX" };

        public void AddTo(Command verb)
        {
            verb.Add(_user);
            verb.Add(_environment);
            verb.Add(_prefix);
            verb.Validators.Add(result =>
            {
                if ((result.GetValue(_user) ? 1 : 0) + (result.GetValue(_environment) ? 1 : 0) + (result.GetValue(_prefix) is null ? 0 : 1) > 1)
                {
                    result.AddError("--user, --sys-prefix and --prefix name different places; give one of them.");
                }
            });
        }

        public KernelspecInstaller Read(ParseResult parsed) =>
            parsed.GetValue(_prefix) is { } prefix ? KernelspecInstaller.ForPrefix(prefix)
            : parsed.GetValue(_environment) ? KernelspecInstaller.ForEnvironment()
            : KernelspecInstaller.ForUser();
    }
}
