using System.Net.Sockets;
using System.Text;
using Jupyter.Contents;
using Jupyter.Execution;
using Jupyter.Protocol;
using NetMQ;
using NetMQ.Sockets;

namespace Jupyter.Transport;

/// <summary>
/// The kernel's sockets. One thread owns shell, control, stdin and iopub, since a socket must not be used from two;
/// other threads hand it messages through a queue. What it receives is passed on at once.
/// </summary>
internal sealed class KernelSockets : IMessageSender, IDisposable
{
    private static readonly TimeSpan s_linger = TimeSpan.FromMilliseconds(500);

    private readonly MessageSigner _signer;
    private readonly Action<string> _log;
    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly XPublisherSocket _iopub = new();
    private readonly Heartbeat? _heartbeat;
    private readonly OutgoingQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)> _outgoing = new();
    private readonly NetMQQueue<int> _wakes = new();
    private NetMQPoller? _poller;
    private Thread? _sender;
    private Thread? _thread;
    private bool _isStartingPublished;

    /// <summary>Binds the sockets of a connection.</summary>
    /// <param name="connection">Addresses and key.</param>
    /// <param name="log">Takes a line for each message that is dropped.</param>
    /// <exception cref="ConnectionFileException">An address cannot be bound, for instance as its port is in use.</exception>
    public KernelSockets(ConnectionFile connection, Action<string> log)
    {
        _signer = new MessageSigner(connection.Key, connection.SignatureScheme);
        _log = log;
        _iopub.Options.XPubVerbose = true; // a second client that subscribes is to be welcomed too
        _iopub.Options.SendHighWatermark = 0; // at a mark, messages would be lost without a word
        _shell.Options.SendHighWatermark = 0;
        try
        {
            Bind(_shell, connection, connection.ShellPort, "shell");
            Bind(_control, connection, connection.ControlPort, "control");
            Bind(_stdin, connection, connection.StdinPort, "stdin");
            Bind(_iopub, connection, connection.IopubPort, "iopub");
            _heartbeat = Bound(connection.Address(connection.HbPort), "heartbeat", address => new Heartbeat(address));
        }
        catch
        {
            CloseSockets();
            throw;
        }
    }

    /// <summary>How many messages were dropped as wrong, replayed or broken.</summary>
    public int Dropped { get; private set; }

    /// <summary>Begins to serve.</summary>
    /// <param name="receive">Takes verified messages, on the thread of the sockets; it must not wait.</param>
    public void Start(Action<Channel, Message> receive)
    {
        Receive(_shell, Channel.Shell, receive);
        Receive(_control, Channel.Control, receive);
        Receive(_stdin, Channel.Stdin, receive);
        _iopub.ReceiveReady += (_, _) => Welcome();
        _wakes.ReceiveReady += (_, _) => SendQueued();
        _poller = [_shell, _control, _stdin, _iopub, _wakes];
        _thread = new Thread(_poller.Run) { IsBackground = true, Name = "sockets" };
        _thread.Start();
        _sender = new Thread(Wake) { IsBackground = true, Name = "outgoing" };
        _sender.Start();
    }

    /// <inheritdoc/>
    public void Send(Channel channel, Message message) => _outgoing.Add((channel, Frames.Write(message, _signer)));

    /// <summary>Sends what was handed over so far, then closes the sockets.</summary>
    public void Dispose()
    {
        _outgoing.Close();
        _sender?.Join();
        _poller?.Stop();
        _thread?.Join();
        SendQueued();
        _poller?.Dispose();
        CloseSockets();
    }

    /// <summary>
    /// Tells the sockets' thread that there is something to send. Cells' threads do not do that themselves: one that is
    /// interrupted in the middle would leave NetMQ's queue with an item that nobody hears of.
    /// </summary>
    private void Wake()
    {
        while (_outgoing.WaitForItems())
        {
            _wakes.Enqueue(0);
        }
    }

    private static void Bind(NetMQSocket socket, ConnectionFile connection, int port, string name)
    {
        socket.Options.Linger = s_linger;
        Bound(connection.Address(port), name, address =>
        {
            socket.Bind(address);
            return socket;
        });
    }

    private static T Bound<T>(string address, string name, Func<string, T> bind)
    {
        try
        {
            return bind(address);
        }
        catch (Exception e) when (e is NetMQException or SocketException or ArgumentException)
        {
            var reason = e is AddressAlreadyInUseException ? "its port is in use" : e.Message;
            throw new ConnectionFileException($"The {name} channel cannot be bound to {address}: {reason}.", e);
        }
    }

    private void CloseSockets()
    {
        _heartbeat?.Dispose();
        _wakes.Dispose();
        _shell.Dispose();
        _control.Dispose();
        _stdin.Dispose();
        _iopub.Dispose();
    }

    private void Receive(RouterSocket socket, Channel channel, Action<Channel, Message> receive) => socket.ReceiveReady += (_, _) =>
    {
        var frames = new NetMQMessage();
        if (!socket.TryReceiveMultipartMessage(ref frames!))
        {
            return;
        }

        Message message;
        try
        {
            message = Frames.Read([.. frames.Select(f => f.ToByteArray())], _signer);
        }
        catch (MessageException e)
        {
            Dropped++;
            _log($"dropped a message on {channel}, number {Dropped}: {e.Message}");
            return;
        }

        receive(channel, message);
    };

    /// <summary>Answers a subscription, so that the client knows from when on it misses nothing.</summary>
    private void Welcome()
    {
        var subscription = _iopub.ReceiveFrameBytes();
        if (subscription is not [1, .. var topic])
        {
            return;
        }

        PublishNow(topic, "iopub_welcome", new WelcomeContent(Encoding.UTF8.GetString(topic)));
        if (!_isStartingPublished)
        {
            // Only now is there someone to hear it.
            _isStartingPublished = true;
            PublishNow("status"u8.ToArray(), "status", new StatusContent("starting"));
        }
    }

    private void PublishNow<T>(byte[] topic, string type, T content)
    {
        var message = new Message { Identities = [topic], Header = MessageHeader.New(type), Content = ContentJson.Write(content) };
        SendNow(Channel.Iopub, Frames.Write(message, _signer));
    }

    private void SendQueued()
    {
        while (_wakes.TryDequeue(out _, TimeSpan.Zero))
        {
        }

        foreach (var (channel, frames) in _outgoing.TakeAll())
        {
            SendNow(channel, frames);
        }
    }

    private void SendNow(Channel channel, IReadOnlyList<byte[]> frames)
    {
        NetMQSocket socket = channel switch
        {
            Channel.Shell => _shell,
            Channel.Control => _control,
            Channel.Stdin => _stdin,
            _ => _iopub,
        };
        socket.SendMultipartBytes(frames);
    }
}
