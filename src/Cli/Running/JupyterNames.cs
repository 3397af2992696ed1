using System.Text.Json;
using System.Text.Json.Nodes;
using Jupyter.Kernelspecs;
using Notebooks;

namespace Cli.Running;

/// <summary>Which installed kernel a notebook asks for, and what the kernel speaks.</summary>
internal static class JupyterNames
{
    /// <summary>The kernel that a notebook names; where it names none, ours for its language.</summary>
    public static string KernelOf(NotebookDocument document) =>
        (document.Metadata["kernelspec"] as JsonObject)?["name"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : $".net-{CellLanguage.Of(document)}";

    /// <summary>The languages of cells that the kernel runs: ours takes all of a session, another its own.</summary>
    public static IReadOnlyList<string> LanguagesOf(InstalledKernel kernel, NotebookDocument document)
    {
        var ours = kernel.IsOurs ? CellLanguage.OfSessions : [];
        var unnamed = CellLanguage.Of(document) is var language && language == kernel.Name.ToLowerInvariant() ? language : null;
        return [.. new[] { CellLanguage.Canonical(kernel.Spec.Language), unnamed }.OfType<string>().Concat(ours).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Says that a kernel is not installed, and what there is.</summary>
    public static string NotInstalled(string name)
    {
        var installed = InstalledKernels.List();
        return installed.Count == 0
            ? $"no kernel '{name}' is installed, nor any other; 'workbook kernel install' installs .net-csharp and .net-fsharp"
            : $"no kernel '{name}' is installed; there are {string.Join(", ", installed.Select(kernel => kernel.Name))}";
    }
}
