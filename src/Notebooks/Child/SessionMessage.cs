using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Scripting;

namespace Notebooks;

/// <summary>
/// What parent and child tell each other: one JSON object a line. The parent sends execute, cancel and questions; the child
/// sends ready once, then outputs, one done for each execute and one answer for each question.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecuteMessage), "execute")]
[JsonDerivedType(typeof(CancelMessage), "cancel")]
[JsonDerivedType(typeof(QuestionMessage), "question")]
[JsonDerivedType(typeof(AnswerMessage), "answer")]
[JsonDerivedType(typeof(ReadyMessage), "ready")]
[JsonDerivedType(typeof(DoneMessage), "done")]
[JsonDerivedType(typeof(StreamMessage), "stream")]
[JsonDerivedType(typeof(DisplayMessage), "display")]
[JsonDerivedType(typeof(ResultMessage), "result")]
[JsonDerivedType(typeof(ErrorMessage), "error")]
[JsonDerivedType(typeof(ClearMessage), "clear")]
internal abstract record SessionMessage
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 256,
        Converters = { new JsonStringEnumConverter() },
    };

    public string ToLine() => JsonSerializer.Serialize(this, s_options);

    public static SessionMessage FromLine(string line) =>
        JsonSerializer.Deserialize<SessionMessage>(line, s_options) ?? throw new JsonException("A message between sessions is null.");

    public static SessionMessage Of(CellOutput output) => output switch
    {
        StreamOutput stream => new StreamMessage(stream.Name, stream.Text),
        DisplayOutput display => new DisplayMessage(display.Data, display.Metadata, display.DisplayId, display.IsUpdate),
        ResultOutput result => new ResultMessage(result.Data, result.Metadata),
        ErrorOutput error => new ErrorMessage(error.Name, error.Value, error.Traceback),
        ClearOutput clear => new ClearMessage(clear.Wait),
        _ => throw new ArgumentException($"An output of kind {output.GetType().Name} cannot be sent.", nameof(output)),
    };

    /// <summary>The output this message carries, or null if it carries none.</summary>
    public virtual CellOutput? Output => null;
}

/// <summary>Run a cell. When it has ended, <paramref name="Mark"/> is written to stdout and stderr, so that the parent has all of both.</summary>
internal sealed record ExecuteMessage(string CellId, string Code, string Language, string Mark) : SessionMessage;

/// <summary>Stop the running cell.</summary>
internal sealed record CancelMessage : SessionMessage;

/// <summary>A question about a cell that is being written: <paramref name="Kind"/> is complete, inspect or diagnose.</summary>
internal sealed record QuestionMessage(long Id, string Kind, string Code, int Position, string Language) : SessionMessage;

/// <summary>The answer to the question of the same id: the one that was asked for, or why there is none.</summary>
internal sealed record AnswerMessage(
    long Id, CompletionList? Completions = null, Inspection? Inspection = null, IReadOnlyList<CodeProblem>? Problems = null, string? Failure = null) : SessionMessage;

/// <summary>The child takes cells.</summary>
internal sealed record ReadyMessage : SessionMessage;

/// <summary>The cell has ended.</summary>
internal sealed record DoneMessage(CellStatus Status, double Seconds) : SessionMessage;

internal sealed record StreamMessage(string Name, string Text) : SessionMessage
{
    [JsonIgnore]
    public override CellOutput Output => new StreamOutput(Name, Text);
}

internal sealed record DisplayMessage(JsonObject Data, JsonObject Metadata, string? DisplayId, bool IsUpdate) : SessionMessage
{
    [JsonIgnore]
    public override CellOutput Output => new DisplayOutput(Data, Metadata, DisplayId, IsUpdate);
}

internal sealed record ResultMessage(JsonObject Data, JsonObject Metadata) : SessionMessage
{
    [JsonIgnore]
    public override CellOutput Output => new ResultOutput(Data, Metadata);
}

internal sealed record ErrorMessage(string Name, string Value, IReadOnlyList<string> Traceback) : SessionMessage
{
    [JsonIgnore]
    public override CellOutput Output => new ErrorOutput(Name, Value, Traceback);
}

internal sealed record ClearMessage(bool Wait) : SessionMessage
{
    [JsonIgnore]
    public override CellOutput Output => new ClearOutput(Wait);
}
