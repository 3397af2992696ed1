using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Protocol;
using NetMQ;
using NetMQ.Sockets;

namespace Jupyter.Tests;

/// <summary>A kernel with a fake session behind real sockets, and a client that can send it anything.</summary>
internal sealed class ServedKernel : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _served;

    public ServedKernel(string key = "key")
    {
        Connection = FreePorts.Connection(key);
        Signer = new MessageSigner(key);
        Received = new MessageSigner(key);
        _served = Task.Run(() => JupyterKernel.ServeAsync(Connection, KernelLanguage.CSharp, Session, Log, _stop.Token));
        Iopub.Connect(Connection.Address(Connection.IopubPort));
        Iopub.SubscribeToAnyTopic();
        Welcome = Take(Iopub);
        Shell.Connect(Connection.Address(Connection.ShellPort));
        Control.Connect(Connection.Address(Connection.ControlPort));
    }

    public ConnectionFile Connection { get; }

    public MessageSigner Signer { get; }

    public MessageSigner Received { get; }

    public FakeSession Session { get; } = new();

    public List<string> Lines { get; } = [];

    public SubscriberSocket Iopub { get; } = new();

    public DealerSocket Shell { get; } = new();

    public DealerSocket Control { get; } = new();

    /// <summary>What came first on iopub.</summary>
    public Message Welcome { get; }

    public static void Send(DealerSocket socket, IEnumerable<byte[]> frames) => socket.SendMultipartBytes(frames);

    public void Send(DealerSocket socket, Message message) => Send(socket, Frames.Write(message with { Identities = [] }, Signer));

    /// <summary>The next message of a socket.</summary>
    public Message Take(NetMQSocket socket)
    {
        var frames = new NetMQMessage();
        if (!socket.TryReceiveMultipartMessage(s_timeout, ref frames!))
        {
            throw new TimeoutException($"No message within {s_timeout}. The kernel said: {string.Join("; ", Lines)}");
        }

        return Frames.Read([.. frames.Select(f => f.ToByteArray())], Received);
    }

    /// <summary>Sends a request to shell and takes its reply; shows that the kernel still serves.</summary>
    public Message Ask(string type, JsonObject? content = null)
    {
        Send(Shell, Messages.New(type, content));
        return Take(Shell);
    }

    /// <summary>Waits until the kernel has ended by itself.</summary>
    public Task EndedAsync() => _served.WaitAsync(s_timeout);

    public void Dispose()
    {
        _stop.Cancel();
        _served.Wait(s_timeout);
        Shell.Dispose();
        Control.Dispose();
        Iopub.Dispose();
        _stop.Dispose();
    }

    private void Log(string line)
    {
        lock (Lines)
        {
            Lines.Add(line);
        }
    }
}
