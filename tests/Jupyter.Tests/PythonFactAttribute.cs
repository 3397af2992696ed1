using System.Diagnostics;

namespace Jupyter.Tests;

/// <summary>A test that needs the system's Python with some modules; skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules)
    {
        Modules = modules;
        Skip = Python.WhyNot(modules);
    }

    public string[] Modules { get; }
}

/// <summary>A test that also needs Chromium and its driver.</summary>
public sealed class BrowserFactAttribute : PythonFactAttribute
{
    private static readonly string[] s_programs = ["/usr/bin/chromium", "/usr/bin/chromedriver"];

    public BrowserFactAttribute()
        : base("notebook", "selenium") =>
        Skip ??= s_programs.FirstOrDefault(p => !File.Exists(p)) is { } missing ? $"There is no {missing}." : null;
}

/// <summary>A test that also needs JupyterHub's proxy.</summary>
public sealed class HubFactAttribute : PythonFactAttribute
{
    private const string Proxy = "/usr/bin/configurable-http-proxy";

    public HubFactAttribute()
        : base("jupyterhub", "notebook", "tornado") =>
        Skip ??= File.Exists(Proxy) ? null : $"There is no {Proxy}.";
}

/// <summary>The system's own Python: the packages the tests need are installed for it.</summary>
internal static class Python
{
    public const string Path = "/usr/bin/python3";

    /// <summary>Why a script that imports the modules cannot run; null if it can.</summary>
    public static string? WhyNot(string[] modules)
    {
        if (!File.Exists(Path))
        {
            return $"There is no {Path}.";
        }

        var missing = modules.Where(m => Run(["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{m}') is None)"], new Dictionary<string, string>(), TimeSpan.FromSeconds(30)).ExitCode != 0).ToList();
        return missing.Count == 0 ? null : $"{Path} has no {string.Join(", ", missing)}.";
    }

    /// <summary>Runs a script to its end; what it writes comes back.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed, with what it had started.</exception>
    public static (int ExitCode, string Output) Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, TimeSpan timeout, string folder = "")
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', arguments)} did not end within {timeout}.\n{output.Result}\n{errors.Result}");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
