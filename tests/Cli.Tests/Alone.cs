namespace Cli.Tests;

/// <summary>Tests that a busy machine could make wrong, since they give a process a second or two: none of them runs beside another test.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
