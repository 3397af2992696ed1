using Jupyter.Protocol;
using Jupyter.Transport;

namespace Jupyter.Execution;

/// <summary>Takes messages to be sent, in order, from any thread.</summary>
internal interface IMessageSender
{
    void Send(Channel channel, Message message);
}
