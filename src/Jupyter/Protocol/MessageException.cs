namespace Jupyter.Protocol;

/// <summary>A received message that cannot be taken; the message completes "dropped a message: ...".</summary>
internal sealed class MessageException : Exception
{
    public MessageException(string message)
        : base(message)
    {
    }

    public MessageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
