namespace Scripting.Tests;

/// <summary>
/// The classes whose tests register formatters or reset them. The table is the process's, so they run alone: a reset in one test
/// would take the formatters of another that runs meanwhile.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class FormatterTable
{
    public const string Name = "formatter table";
}
