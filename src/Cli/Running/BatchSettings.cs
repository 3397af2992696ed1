using Notebooks;

namespace Cli.Running;

/// <summary>What to do about the outputs that a notebook stores.</summary>
internal enum StoredOutputs
{
    Leave,
    Compare,
    Update,
}

/// <summary>What a test case of a report stands for.</summary>
internal enum ReportedUnit
{
    Cell,
    Notebook,
}

/// <summary>What a call of <c>run</c> or <c>test</c> asks for.</summary>
internal sealed record BatchSettings
{
    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public string? JUnitFile { get; init; }

    public string? TrxFile { get; init; }

    public ReportedUnit Per { get; init; } = ReportedUnit.Cell;

    public required RunOptions Run { get; init; }

    public required ChildSettings Child { get; init; }

    public int Jobs { get; init; } = 1;

    /// <summary>Starts no further notebook once one has failed.</summary>
    public bool StopOnError { get; init; }

    public string? OutputFolder { get; init; }

    public bool WriteBook { get; init; } = true;

    /// <summary>Runs the notebooks in installed kernels.</summary>
    public bool ViaJupyter { get; init; }

    /// <summary>The kernel to run them in; null for the one each notebook names.</summary>
    public string? KernelName { get; init; }

    public StoredOutputs StoredOutputs { get; init; } = StoredOutputs.Leave;

    public ComparisonOptions Comparison { get; init; } = new();
}
