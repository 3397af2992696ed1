namespace Notebooks;

/// <summary>What a session in a process of its own may take.</summary>
public sealed record ChildSettings
{
    /// <summary>How long the process may take until it runs cells.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a cell that was asked to stop may take before its process is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many bytes of memory the process may use before it is killed; null for no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>What the process is told of where packages may come from, as options of the verb <c>session</c>.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
