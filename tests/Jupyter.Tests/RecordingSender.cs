using System.Collections.Concurrent;
using Jupyter.Execution;
using Jupyter.Protocol;
using Jupyter.Transport;

namespace Jupyter.Tests;

/// <summary>Keeps what is sent, in order.</summary>
internal sealed class RecordingSender : IMessageSender
{
    private readonly ConcurrentQueue<(Channel Channel, Message Message)> _sent = [];

    public IReadOnlyList<(Channel Channel, Message Message)> Sent => [.. _sent];

    /// <summary>The types of what was published, with the state of a status.</summary>
    public IReadOnlyList<string> Published =>
        [.. Sent.Where(s => s.Channel == Channel.Iopub).Select(s => s.Message.Type == "status" ? (string)s.Message.Content["execution_state"]! : s.Message.Type)];

    public void Send(Channel channel, Message message) => _sent.Enqueue((channel, message));

    /// <summary>The only message of a type.</summary>
    public Message One(string type) => Assert.Single(Sent, s => s.Message.Type == type).Message;

    /// <summary>Waits until a message of a type was sent.</summary>
    public async Task<Message> WaitForAsync(string type)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (Sent.FirstOrDefault(s => s.Message.Type == type).Message is { } message)
            {
                return message;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"No {type} within 10 s; sent: {string.Join(", ", Sent.Select(s => s.Message.Type))}.");
    }
}
