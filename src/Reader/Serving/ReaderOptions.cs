using Notebooks;

namespace Reader;

/// <summary>What the reader serves, where, and how long it keeps sessions.</summary>
public sealed record ReaderOptions
{
    /// <summary>The folder whose notebooks are served; nothing outside of it is.</summary>
    public required string Folder { get; init; }

    /// <summary>The port on the loopback address; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the reader's edits are kept: never in the served folder.</summary>
    public string DataFolder { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "workbook", "reader");

    /// <summary>How long a session lives without running anything.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a session lives after the last page that shows its notebook was closed.</summary>
    public TimeSpan UnwatchedLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often files and sessions are looked after.</summary>
    public TimeSpan CareInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How the command <c>workbook</c> is started for a session.</summary>
    public ChildCommand? Command { get; init; }

    /// <summary>Told each address that opens the reader in a browser: at the start, and again after one has been used, since each opens it once.</summary>
    public Action<Uri>? OnAddress { get; init; }
}
