using System.Diagnostics;

namespace Interchange.Tests;

/// <summary>A test that needs the system's Python with some modules; skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules)
    {
        Modules = modules;
        Skip = Python.WhyNot(modules);
    }

    public string[] Modules { get; }
}

/// <summary>As <see cref="PythonFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute(params string[] modules)
    {
        Modules = modules;
        Skip = Python.WhyNot(modules);
    }

    public string[] Modules { get; }
}

/// <summary>The system's own Python: the packages the tests need are installed for it.</summary>
internal static class Python
{
    private const string Path = "/usr/bin/python3";

    /// <summary>Why a script that imports the modules cannot run; null if it can.</summary>
    public static string? WhyNot(string[] modules)
    {
        if (!File.Exists(Path))
        {
            return $"There is no {Path}.";
        }

        string list = string.Join(", ", modules.Select(m => $"'{m}'"));
        var (_, missing) = Run(["-c", $"import importlib.util; print(' '.join(m for m in [{list}] if importlib.util.find_spec(m) is None))"]);
        return missing.Trim().Length == 0 ? null : $"{Path} has no {missing.Trim()}.";
    }

    /// <summary>Runs a script of the folder python beside this file; it has to end well.</summary>
    public static string RunScript(string script, params string[] arguments)
    {
        string file = System.IO.Path.Combine(Repository.Root, "tests", "Interchange.Tests", "python", script);
        var (exitCode, output) = Run([file, .. arguments]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static (int ExitCode, string Output) Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
