using System.Text.Json.Nodes;

namespace Scripting;

/// <summary>One thing a cell shows, in the shape the Jupyter message of the same name gives it.</summary>
public abstract record CellOutput;

/// <summary>Text written to the console. <paramref name="Name"/> is <c>stdout</c> or <c>stderr</c>.</summary>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>
/// A value shown by <c>display</c>. <paramref name="Data"/> maps MIME types to text or JSON and always holds
/// <c>text/plain</c>. With <paramref name="IsUpdate"/> it replaces what was shown under <paramref name="DisplayId"/>.
/// </summary>
public sealed record DisplayOutput(JsonObject Data, JsonObject Metadata, string? DisplayId = null, bool IsUpdate = false) : CellOutput;

/// <summary>The value of the cell's last expression, as a MIME bundle.</summary>
public sealed record ResultOutput(JsonObject Data, JsonObject Metadata) : CellOutput;

/// <summary>Why the cell failed: the exception's type, its message, and lines that point into the cell.</summary>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>Removes what the cell has shown so far; with <paramref name="Wait"/> only when the next output arrives.</summary>
public sealed record ClearOutput(bool Wait) : CellOutput;
