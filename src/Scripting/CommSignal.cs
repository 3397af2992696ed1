using System.Text.Json.Nodes;

namespace Scripting;

/// <summary>
/// What the two ends of a comm tell each other: a control on the page and the cells that serve it. As an output it goes to
/// the page, and means nothing where there is none.
/// </summary>
/// <param name="CommId">Which comm.</param>
/// <param name="Data">What is told.</param>
public abstract record CommSignal(string CommId, JsonObject Data) : CellOutput
{
    /// <summary>Raw bytes beside the data: pictures and arrays, which would grow by a third as text.</summary>
    public IReadOnlyList<byte[]> Buffers { get; init; } = [];
}

/// <summary>A comm is opened to the other end's target of a name.</summary>
public sealed record CommOpen(string CommId, string TargetName, JsonObject Data) : CommSignal(CommId, Data);

/// <summary>A message through an open comm.</summary>
public sealed record CommMessage(string CommId, JsonObject Data) : CommSignal(CommId, Data);

/// <summary>A comm is closed.</summary>
public sealed record CommClose(string CommId, JsonObject Data) : CommSignal(CommId, Data);
