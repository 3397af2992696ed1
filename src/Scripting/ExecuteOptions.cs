namespace Scripting;

/// <summary>How one cell is to be run.</summary>
public sealed record ExecuteOptions
{
    /// <summary>The language of lines that no magic gives to another one: <c>csharp</c> or <c>fsharp</c>.</summary>
    public string Language { get; init; } = "csharp";

    /// <summary>Answers the cell's questions (<c>Console.ReadLine</c>, <c>input</c>, <c>password</c>); null where nobody can be asked.</summary>
    public Func<InputRequest, CancellationToken, Task<string>>? Input { get; init; }
}

/// <summary>A question a cell asks its user.</summary>
/// <param name="Prompt">What to show.</param>
/// <param name="IsPassword">Whether the answer must not be shown.</param>
public sealed record InputRequest(string Prompt, bool IsPassword);
