namespace Notebooks;

/// <summary>The tags of cells that mean something here; the names are those of papermill, nbclient and nbval.</summary>
public static class CellTags
{
    /// <summary>The cell must fail.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>The cell is not run.</summary>
    public const string SkipExecution = "skip-execution";

    /// <summary>The cell is run only when asked for.</summary>
    public const string Slow = "slow";

    /// <summary>The cell's outputs are not compared, and not stored.</summary>
    public const string IgnoreOutput = "nbval-ignore-output";

    /// <summary>The cell's outputs are compared even where only such cells are.</summary>
    public const string CheckOutput = "nbval-check-output";

    /// <summary>The cell sets the parameters' defaults.</summary>
    public const string Parameters = "parameters";

    /// <summary>The cell was put in to set the parameters of one run.</summary>
    public const string InjectedParameters = "injected-parameters";
}
