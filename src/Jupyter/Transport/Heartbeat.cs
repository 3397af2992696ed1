using NetMQ;
using NetMQ.Sockets;

namespace Jupyter.Transport;

/// <summary>Sends back what it receives, on a thread of its own, so that a front end can tell a busy kernel from a dead one.</summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly ResponseSocket _socket = new();
    private readonly Thread _thread;
    private volatile bool _stopped;

    /// <exception cref="AddressAlreadyInUseException">Someone else listens on the port.</exception>
    public Heartbeat(string address)
    {
        _socket.Options.Linger = TimeSpan.Zero;
        try
        {
            _socket.Bind(address);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        _thread = new Thread(Echo) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private void Echo()
    {
        using (_socket)
        {
            var message = new NetMQMessage();
            while (!_stopped)
            {
                if (_socket.TryReceiveMultipartMessage(s_pause, ref message!))
                {
                    _socket.TrySendMultipartMessage(s_pause, message);
                }
            }
        }
    }
}
