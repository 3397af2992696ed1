using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>The other programs that are built with this one.</summary>
internal static class Programs
{
    /// <summary>The folder of the .NET installation that runs this program.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>A file of a program that the project file names.</summary>
    public static string Find(string program, string file)
    {
        var places = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        string folder = places.First(p => p.Key == program).Value!;
        return Path.Combine(folder, file);
    }

    /// <summary>How to run the engine's job.</summary>
    public static ProcessStartInfo Job(string job, int threads)
    {
        var start = new ProcessStartInfo(Find("Job", "job"), [job, threads.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        return start;
    }
}
