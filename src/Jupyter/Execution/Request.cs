using Jupyter.Contents;
using Jupyter.Protocol;
using Jupyter.Transport;

namespace Jupyter.Execution;

/// <summary>A received request and the ways to answer it; all that is sent through it has the request as parent.</summary>
internal sealed class Request(Message message, Channel channel, IMessageSender sender)
{
    private bool _replied;

    public Message Message { get; } = message;

    public string Type => Message.Type;

    /// <summary>Set when an earlier cell failed and this one is not to run any more.</summary>
    public bool IsAborted { get; set; }

    /// <summary>The content as the record of the request's type.</summary>
    /// <exception cref="MessageException">A field is missing or of the wrong kind.</exception>
    public T Read<T>() => ContentJson.Read<T>(Message);

    /// <summary>Publishes to everyone.</summary>
    public void Publish<T>(string type, T content) => Publish(type, content, []);

    /// <summary>Publishes to everyone, with raw bytes behind the content.</summary>
    public void Publish<T>(string type, T content, IReadOnlyList<byte[]> buffers) =>
        sender.Send(Channel.Iopub, Message.Publication(type, ContentJson.Write(content)) with { Buffers = buffers });

    /// <summary>Answers who asked, on the channel the request came by.</summary>
    public void Reply<T>(T content)
    {
        _replied = true;
        sender.Send(channel, Message.Answer(ReplyType, ContentJson.Write(content)));
    }

    /// <summary>Answers with an error, if the request is one that awaits an answer and has none yet.</summary>
    public void ReplyError(ErrorReply error)
    {
        if (!_replied && Type.EndsWith("_request", StringComparison.Ordinal))
        {
            Reply(error);
        }
    }

    /// <summary>A question to the user of the front end that sent the request.</summary>
    public Message Question(InputRequestContent question) => Message.Answer("input_request", ContentJson.Write(question));

    /// <summary>Sends a question.</summary>
    public void Ask(Message question) => sender.Send(Channel.Stdin, question);

    private string ReplyType => Type.Replace("_request", "_reply", StringComparison.Ordinal);
}
