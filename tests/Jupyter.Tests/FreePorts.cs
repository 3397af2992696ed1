using System.Net;
using System.Net.Sockets;
using Jupyter.Protocol;

namespace Jupyter.Tests;

internal static class FreePorts
{
    /// <summary>A connection on loopback ports that nobody uses.</summary>
    public static ConnectionFile Connection(string key = "key")
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToList();
        listeners.ForEach(l => l.Stop());
        return new ConnectionFile { ShellPort = ports[0], IopubPort = ports[1], StdinPort = ports[2], ControlPort = ports[3], HbPort = ports[4], Key = key };
    }
}
