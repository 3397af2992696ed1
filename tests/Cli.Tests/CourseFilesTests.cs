using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cli.Running;

namespace Cli.Tests;

/// <summary>The files that give a course its machines, .binder and .devcontainer: what they name is there, and the command understands what they call.</summary>
public sealed partial class CourseFilesTests
{
    private static readonly string s_root = NotebookPaths.FindRoot(AppContext.BaseDirectory);
    private static readonly string s_image = File.ReadAllText(Path.Combine(s_root, ".binder", "Dockerfile"));
    private static readonly JsonNode s_container = JsonNode.Parse(File.ReadAllText(Path.Combine(s_root, ".devcontainer", "devcontainer.json")))!;

    [Fact]
    public void Commands_AreUnderstoodAndNameWhatIsThere()
    {
        var calls = Call().Matches(s_image + (string)s_container["postCreateCommand"]!).Select(match => (Project: match.Groups["project"].Value, Arguments: match.Groups["arguments"].Value.Trim().Split(' '))).ToArray();

        Assert.Equal(3, calls.Length);
        foreach (var (project, arguments) in calls)
        {
            Assert.True(File.Exists(Path.Combine(s_root, project, Path.GetFileName(project) + ".csproj")), project);
            Assert.Empty(Program.Parse(arguments).Errors.Select(error => error.Message));
            Assert.All(arguments.Where(word => word.Contains('/')), path => Assert.All(NotebookPaths.Resolve([path], s_root, s_root), found => Assert.Null(found.Problem)));
        }

        Assert.Equal(2, calls.Count(call => call.Arguments.SequenceEqual(["kernel", "install"])));
        Assert.NotEmpty(Program.Parse(["kernel", "instal"]).Errors);
    }

    [Fact]
    public void Container_IsAStageOfTheImageWithItsUser()
    {
        var build = s_container["build"]!;
        var folder = Path.Combine(s_root, ".devcontainer");

        Assert.Equal(Path.Combine(s_root, ".binder", "Dockerfile"), Path.GetFullPath((string)build["dockerfile"]!, folder));
        Assert.Equal(s_root, Path.GetFullPath((string)build["context"]!, folder).TrimEnd(Path.DirectorySeparatorChar));
        Assert.Contains($" AS {(string)build["target"]!}\n", s_image, StringComparison.Ordinal);
        Assert.Contains($"ARG NB_USER={(string)s_container["remoteUser"]!}\n", s_image, StringComparison.Ordinal);
        Assert.All(s_container["customizations"]!["vscode"]!["extensions"]!.AsArray(), extension => Assert.Matches(@"^[\w-]+\.[\w-]+$", (string)extension!));
    }

    [Fact]
    public void Image_HasTheSdkThatTheRepositoryAsksFor()
    {
        var asked = Version.Parse((string)JsonNode.Parse(File.ReadAllText(Path.Combine(s_root, "global.json")))!["sdk"]!["version"]!);

        Assert.Equal(asked.ToString(2), Sdk().Match(s_image).Groups["version"].Value);
    }

    [Fact]
    public void Image_CopiesTheWholeRepositoryForItsReader()
    {
        Assert.Contains("COPY --chown=$NB_UID . workbook\nWORKDIR /home/$NB_USER/workbook\n", s_image, StringComparison.Ordinal);
        Assert.True(s_image.IndexOf("USER $NB_USER\n", StringComparison.Ordinal) < s_image.IndexOf("COPY", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"dotnet run -c Release --project (?<project>\S+) -- (?<arguments>.+)")]
    private static partial Regex Call();

    [GeneratedRegex(@"dotnet/sdk:(?<version>[\d.]+) AS")]
    private static partial Regex Sdk();
}
