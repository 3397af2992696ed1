using System.Text.Json.Nodes;
using Jupyter.Protocol;

namespace Jupyter.Tests;

internal static class Messages
{
    public static Message New(string type, JsonObject? content = null) =>
        new() { Identities = ["client"u8.ToArray()], Header = MessageHeader.New(type), Content = content ?? [] };

    public static JsonObject Execute(string code) => new() { ["code"] = code };

    /// <summary>Types in order; a status by its state.</summary>
    public static IReadOnlyList<string> Types(this IEnumerable<Message> messages) =>
        [.. messages.Select(m => m.Type == "status" ? (string)m.Content["execution_state"]! : m.Type)];

    public static Message OfType(this IEnumerable<Message> messages, string type) => Assert.Single(messages, m => m.Type == type);
}
