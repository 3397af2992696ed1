using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scripting.Packages;

/// <summary>Runs the SDK's restore on a generated project, so that the user's feeds, credentials and version rules hold.</summary>
internal static partial class SdkRestore
{
    private static readonly TimeSpan s_floatingVersionsHold = TimeSpan.FromHours(12);
    private static readonly string[] s_items = ["ResolvedCompileFileDefinitions", "RuntimeCopyLocalItems", "NativeCopyLocalItems", "ReferenceCopyLocalPaths"];

    /// <summary>Restores, and builds projects; the answer to an equal request is kept on disk.</summary>
    /// <exception cref="MagicException">It failed; the message is the SDK's.</exception>
    public static async Task<RestoredPackages> RunAsync(RestoreRequest request, IReadOnlyDictionary<string, int> versions, CancellationToken cancellationToken)
    {
        var project = request.ToProject(versions);
        var folder = Path.Combine(CacheFolder, RestoreRequest.KeyOf(project));
        var answer = Path.Combine(folder, "answer.json");
        if (request.Projects.Count == 0 && Cached(answer, request.IsFloating) is { Exists: true } cached)
        {
            return cached;
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "packages.csproj"), project, cancellationToken).ConfigureAwait(false);
        var (isRestored, items) = await RunSdkAsync(folder, cancellationToken).ConfigureAwait(false);
        if (!isRestored)
        {
            // A plain version is a minimum: where another package needs a higher one, that is taken.
            var other = Raised(request, items) ?? ClosedFeeds.Without(request, items) ?? throw new MagicException(Explain(items));
            var found = await RunAsync(other, versions, cancellationToken).ConfigureAwait(false);
            return found with { ClosedFeeds = [.. request.Feeds.Except(other.Feeds), .. found.ClosedFeeds] };
        }

        var assets = await File.ReadAllTextAsync(Path.Combine(folder, "obj", "project.assets.json"), cancellationToken).ConfigureAwait(false);
        var restored = RestoredPackages.Read(items, assets);
        await File.WriteAllTextAsync(answer, JsonSerializer.Serialize(restored), cancellationToken).ConfigureAwait(false);
        return restored;
    }

    private static string CacheFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "workbook", "restore");

    private static RestoredPackages? Cached(string answer, bool isFloating) =>
        File.Exists(answer) && (!isFloating || DateTime.UtcNow - File.GetLastWriteTimeUtc(answer) < s_floatingVersionsHold)
            ? JsonSerializer.Deserialize<RestoredPackages>(File.ReadAllText(answer))
            : null;

    private static async Task<(bool IsRestored, string Text)> RunSdkAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetHost(), ["msbuild", "packages.csproj", "-restore", "-nologo", "-verbosity:quiet", "-nodeReuse:false", "-t:ResolveReferences", "-p:Configuration=Release", .. s_items.Select(item => "-getItem:" + item)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };

        // A build that hosts this process must not lend its own settings to this one.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start) ?? throw new MagicException("The .NET SDK could not be started; packages need it to be installed.");
        process.StandardInput.Close();
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var text = await output.ConfigureAwait(false);
        return process.ExitCode == 0 ? (true, text) : (false, text + await errors.ConfigureAwait(false));
    }

    private static RestoreRequest? Raised(RestoreRequest request, string errors)
    {
        var downgrades = Downgrade().Matches(errors)
            .Select(m => (Id: m.Groups["id"].Value, Needed: m.Groups["needed"].Value))
            .Where(d => request.Packages.TryGetValue(d.Id, out var asked) && char.IsDigit(asked[0]) && asked != d.Needed)
            .ToArray();
        return downgrades.Length == 0 ? null
            : request with { Packages = downgrades.Aggregate(request.Packages, (packages, d) => packages.SetItem(d.Id, d.Needed)) };
    }

    private static string Explain(string text)
    {
        var messages = ErrorLine().Matches(text).Select(m => m.Groups["message"].Value.Trim()).Distinct().ToArray();
        return "The packages could not be restored, and the session is as it was before. "
            + (messages.Length > 0 ? string.Join("\n", messages) : text.Trim())
            + (messages.Any(message => message.StartsWith("NU1202", StringComparison.Ordinal))
                ? $"\nCells run on .NET {Environment.Version.ToString(2)}, the newest runtime installed; a package for a newer one needs that installed, a version of it for this one would do too."
                : "");
    }

    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Path.GetFileName(Environment.ProcessPath) == name ? Environment.ProcessPath : null,
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", name)),
        ];
        return candidates.FirstOrDefault(path => path is not null && File.Exists(path)) ?? name;
    }

    [GeneratedRegex(@"NU1605: .*?package downgrade: (?<id>\S+) from (?<needed>\S+) to ")]
    private static partial Regex Downgrade();

    // "path : error NU1101: words [project]"
    [GeneratedRegex(@"\berror (?<message>\w+: .*?)(\s\[[^\]]+\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
