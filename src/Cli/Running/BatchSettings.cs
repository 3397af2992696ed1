namespace Cli.Running;

/// <summary>What to do about the outputs that a notebook stores.</summary>
internal enum StoredOutputs
{
    Leave,
    Compare,
    Update,
}

/// <summary>What a call of <c>run</c> or <c>test</c> asks for.</summary>
internal sealed record BatchSettings
{
    public IReadOnlyList<string> Paths { get; init; } = [];

    public string? JUnitFile { get; init; }

    public required TimeSpan CellTimeLimit { get; init; }

    public int Jobs { get; init; } = 1;

    public bool AllowErrors { get; init; }

    public string? OutputFolder { get; init; }

    public bool WriteBook { get; init; } = true;

    public StoredOutputs StoredOutputs { get; init; } = StoredOutputs.Leave;
}
