namespace Scripting.Magics;

/// <summary>Magics of older notebooks for what this kernel does not run.</summary>
internal static class ForeignKernels
{
    private const string Instead = "this kernel runs C#, F#, HTML, JavaScript, Markdown and Mermaid";

    private static readonly Dictionary<string, string> s_languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pwsh"] = "PowerShell; from C#, run it with Process.Start(\"pwsh\", …)",
        ["powershell"] = "PowerShell; from C#, run it with Process.Start(\"pwsh\", …)",
        ["sql"] = "SQL; from C#, use an ADO.NET package such as Microsoft.Data.Sqlite or Microsoft.Data.SqlClient",
        ["kql"] = "Kusto queries; from C#, use the package Microsoft.Azure.Kusto.Data",
        ["http"] = "HTTP requests; from C#, use HttpClient",
        ["python"] = "Python; run such cells in a Python kernel",
        ["r"] = "R; run such cells in an R kernel",
    };

    /// <summary>Why there is no such magic here and what to do instead, or null if nothing is known of it.</summary>
    public static string? Explain(string magic)
    {
        var name = magic.TrimStart('#', '!');
        if (name is "connect")
        {
            return $"#!connect connects .NET Interactive to other kernels or databases, which are no part of this kernel: {Instead}. From C#, open the connection with the database's own package.";
        }

        // Connections are named sql-…, kql-…
        return s_languages.GetValueOrDefault(name.Split('-')[0]) is { } language ? $"{magic} is for {language}. {Instead[..1].ToUpperInvariant()}{Instead[1..]}." : null;
    }
}
