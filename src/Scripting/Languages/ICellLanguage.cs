namespace Scripting.Languages;

/// <summary>A language that cells, or parts of cells, can be written in.</summary>
internal interface ICellLanguage
{
    /// <summary>Its name in magics and in a notebook's metadata.</summary>
    string Name { get; }

    /// <summary>Runs a part of a cell to its end; what it sets is kept, also if it fails half-way.</summary>
    /// <exception cref="CompilationErrorException">The code does not compile.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken);

    /// <summary>What could stand at a place; a cell may run meanwhile.</summary>
    Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken);

    /// <summary>What is known about the name at a place, or null; a cell may run meanwhile.</summary>
    Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken);

    /// <summary>Whether the code could be run as it stands.</summary>
    CompletenessAnswer IsComplete(string code);

    /// <summary>Forgets what earlier cells set.</summary>
    void Reset();
}

/// <summary>A language whose cells set values that other languages can be given.</summary>
internal interface IValueLanguage : ICellLanguage
{
    /// <summary>What cells have set so far and not hidden by setting it again, by name.</summary>
    IReadOnlyList<NamedValue> Values { get; }

    /// <summary>Sets a value, with its declared type.</summary>
    /// <exception cref="MagicException">The language cannot name the type.</exception>
    Task SetAsync(NamedValue value, CancellationToken cancellationToken);
}

/// <summary>A language whose compiler can be asked about a cell without running it.</summary>
internal interface IDiagnosingLanguage : ICellLanguage
{
    /// <summary>What the compiler says against the code; a cell may run meanwhile.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isWhole">Whether the code is all of its cell; if not, only the parser is asked, since the rest may bring what names mean.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, bool isWhole, CancellationToken cancellationToken);
}

/// <summary>A language whose code can use the assemblies of packages and projects.</summary>
internal interface IReferencingLanguage : ICellLanguage
{
    /// <summary>Lets the cells that follow use the assemblies.</summary>
    void Reference(IReadOnlyList<string> files);
}

/// <summary>Code to run. All of the cell but this code is blank, so that lines and columns are the cell's.</summary>
/// <param name="Text">The code.</param>
/// <param name="CellName">The name that errors give the cell.</param>
/// <param name="IsKept">Whether later cells see what it declares.</param>
internal sealed record CellCode(string Text, string CellName, bool IsKept = true);

/// <summary>What a part of a cell came to, if it ended in an expression.</summary>
internal readonly record struct CellValue(bool HasValue, object? Value)
{
    /// <summary>It ended in no expression.</summary>
    public static CellValue None => default;
}

/// <summary>A variable: its name, its declared type, and what it holds.</summary>
internal sealed record NamedValue(string Name, Type Type, object? Value);
