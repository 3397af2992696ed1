using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Jupyter.Protocol;

namespace Jupyter.Contents;

/// <summary>
/// Message contents as records: names in snake case, what is null left out. Fields that have a value when they are missing
/// are <c>set</c>, not <c>init</c>: the generated reader gives an <c>init</c> property that is missing its type's default.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(OkReply))]
[JsonSerializable(typeof(StatusContent))]
[JsonSerializable(typeof(WelcomeContent))]
[JsonSerializable(typeof(KernelInfoReply))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(ExecuteReply))]
[JsonSerializable(typeof(ExecuteInputContent))]
[JsonSerializable(typeof(StreamText))]
[JsonSerializable(typeof(DisplayContent))]
[JsonSerializable(typeof(ExecuteResultContent))]
[JsonSerializable(typeof(ErrorContent))]
[JsonSerializable(typeof(ClearOutputContent))]
[JsonSerializable(typeof(InputRequestContent))]
[JsonSerializable(typeof(InputReplyContent))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(CompleteReply))]
[JsonSerializable(typeof(InspectRequest))]
[JsonSerializable(typeof(InspectReply))]
[JsonSerializable(typeof(IsCompleteRequest))]
[JsonSerializable(typeof(IsCompleteReply))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(CommOpenContent))]
[JsonSerializable(typeof(CommMessageContent))]
[JsonSerializable(typeof(CommInfoRequest))]
[JsonSerializable(typeof(CommInfoReply))]
[JsonSerializable(typeof(ShutdownContent))]
internal sealed partial class ContentJson : JsonSerializerContext
{
    /// <summary>A content as the JSON object of its message.</summary>
    public static JsonObject Write<T>(T content) => (JsonObject)JsonSerializer.SerializeToNode(content, TypeInfo<T>())!;

    /// <summary>The content of a message as the record of its type.</summary>
    /// <exception cref="MessageException">A field is missing or of the wrong kind.</exception>
    public static T Read<T>(Message message)
    {
        try
        {
            return message.Content.Deserialize(TypeInfo<T>())!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new MessageException($"the content of the {message.Type} is not as it must be: {e.Message}", e);
        }
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!;
}
