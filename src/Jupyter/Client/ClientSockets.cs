using Jupyter.Protocol;
using Jupyter.Transport;
using NetMQ;
using NetMQ.Sockets;

namespace Jupyter.Client;

/// <summary>A client's sockets, owned by one thread; requests are handed to it through a queue.</summary>
internal sealed class ClientSockets : IDisposable
{
    private readonly MessageSigner _signer;
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly NetMQQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)> _outgoing = new();
    private readonly NetMQPoller _poller;

    /// <param name="connection">Where the kernel listens.</param>
    /// <param name="receive">Takes the kernel's messages, on the thread of the sockets.</param>
    public ClientSockets(ConnectionFile connection, Action<Channel, Message> receive)
    {
        _signer = new MessageSigner(connection.Key, connection.SignatureScheme);
        Connect(_shell, connection.Address(connection.ShellPort));
        Connect(_control, connection.Address(connection.ControlPort));
        _iopub.Options.ReceiveHighWatermark = 0;
        Connect(_iopub, connection.Address(connection.IopubPort));
        _iopub.SubscribeToAnyTopic();
        Receive(_shell, Channel.Shell, receive);
        Receive(_control, Channel.Control, receive);
        Receive(_iopub, Channel.Iopub, receive);
        _outgoing.ReceiveReady += (_, _) =>
        {
            while (_outgoing.TryDequeue(out var next, TimeSpan.Zero))
            {
                (next.Channel == Channel.Control ? _control : _shell).SendMultipartBytes(next.Frames);
            }
        };
        _poller = [_shell, _control, _iopub, _outgoing];
        _poller.RunAsync("jupyter client", isBackgroundThread: true);
    }

    public void Send(Channel channel, Message message) => _outgoing.Enqueue((channel, Frames.Write(message, _signer)));

    public void Dispose()
    {
        _poller.Dispose();
        _outgoing.Dispose();
        _shell.Dispose();
        _control.Dispose();
        _iopub.Dispose();
    }

    private static void Connect(NetMQSocket socket, string address)
    {
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(address);
    }

    private void Receive(NetMQSocket socket, Channel channel, Action<Channel, Message> receive) => socket.ReceiveReady += (_, _) =>
    {
        var frames = new NetMQMessage();
        while (socket.TryReceiveMultipartMessage(ref frames!))
        {
            receive(channel, Frames.Read([.. frames.Select(f => f.ToByteArray())], _signer));
        }
    };
}
