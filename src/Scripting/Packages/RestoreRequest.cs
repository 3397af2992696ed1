using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Scripting.Packages;

/// <summary>All that a session references, as one project that the SDK can restore.</summary>
internal sealed record RestoreRequest(
    ImmutableSortedDictionary<string, string> Packages, ImmutableList<string> Feeds, ImmutableList<string> Projects, bool IsOffline, string WorkingDirectory)
{
    /// <summary>Nothing referenced yet.</summary>
    public static RestoreRequest Empty(SessionOptions options) => new(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase), [], [], options.IsOffline, Path.GetFullPath(options.WorkingDirectory));

    /// <summary>Whether the same request can give another answer later.</summary>
    public bool IsFloating => Packages.Values.Any(version => version.Contains('*', StringComparison.Ordinal));

    /// <summary>The text of the project.</summary>
    /// <param name="versions">The assembly version of projects that were built again, by path.</param>
    public string ToProject(IReadOnlyDictionary<string, int> versions)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <EnableDefaultItems>false</EnableDefaultItems>
                <NuGetAudit>false</NuGetAudit>
                <RestoreRootConfigDirectory>{SecurityElement.Escape(WorkingDirectory)}</RestoreRootConfigDirectory>

            """);
        if (IsOffline)
        {
            text.Append(CultureInfo.InvariantCulture, $"    <RestoreSources>{SecurityElement.Escape(InstalledPackages.Folder)}</RestoreSources>\n");
        }
        else if (Feeds.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', Feeds))}</RestoreAdditionalProjectSources>\n");
        }

        text.Append("  </PropertyGroup>\n  <ItemGroup>\n");
        foreach (var (id, version) in Packages)
        {
            text.Append(CultureInfo.InvariantCulture, $"    <PackageReference Include=\"{SecurityElement.Escape(id)}\" Version=\"{SecurityElement.Escape(version)}\" />\n");
        }

        foreach (var project in Projects)
        {
            var version = versions.TryGetValue(project, out var built) ? $" AdditionalProperties=\"AssemblyVersion={built}.0.0.0\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"    <ProjectReference Include=\"{SecurityElement.Escape(project)}\"{version} />\n");
        }

        return text.Append("  </ItemGroup>\n  <Import Project=\"Sdk.targets\" Sdk=\"Microsoft.NET.Sdk\" />\n</Project>\n").ToString();
    }

    /// <summary>A name for a project's text: equal texts have equal names.</summary>
    public static string KeyOf(string project) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..32];
}
