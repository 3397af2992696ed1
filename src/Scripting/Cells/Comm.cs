using System.Text.Json;
using System.Text.Json.Nodes;
using Scripting;
using Scripting.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// A line between a control on the page and the cells that serve it. Either end sends messages and closes it. What the
/// handlers print and show belongs to the message they answer.
/// </summary>
public sealed class Comm
{
    private readonly CommRegistry _registry;
    private volatile CellOutputs _outputs;

    internal Comm(CommRegistry registry, string id, string targetName, CellOutputs outputs)
    {
        _registry = registry;
        _outputs = outputs;
        Id = id;
        TargetName = targetName;
    }

    /// <summary>The id both ends know it by.</summary>
    public string Id { get; }

    /// <summary>What it was opened to.</summary>
    public string TargetName { get; }

    /// <summary>What to do with a message of the page.</summary>
    public Action<JsonObject>? OnMessage { get; set; }

    /// <summary>What to do when the page closes the comm.</summary>
    public Action<JsonObject>? OnClose { get; set; }

    /// <summary>The raw bytes that came beside the data which is being handled, or was last.</summary>
    public IReadOnlyList<byte[]> Buffers { get; private set; } = [];

    /// <summary>Sends a message to the page.</summary>
    /// <param name="data">What becomes a JSON object: a <see cref="JsonObject"/>, or something like <c>new { x = 1 }</c>.</param>
    /// <param name="buffers">Raw bytes that go beside it.</param>
    /// <exception cref="ArgumentException">It becomes something else.</exception>
    /// <exception cref="InvalidOperationException">The comm is closed.</exception>
    public void Send(object data, params byte[][] buffers)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        if (!_registry.IsOpen(this))
        {
            throw new InvalidOperationException($"The comm {Id} to '{TargetName}' is closed; nobody hears what is sent through it.");
        }

        Tell(new CommMessage(Id, Json(data)) { Buffers = buffers });
    }

    /// <summary>Closes the comm; a second time does nothing.</summary>
    public void Close(object? data = null)
    {
        if (_registry.Remove(Id) is not null)
        {
            Tell(new CommClose(Id, Json(data)));
        }
    }

    /// <summary>Takes a signal of the page in; the outputs it is handled with are those that later background work writes to.</summary>
    internal void Attach(CommSignal signal, CellOutputs outputs) => (Buffers, _outputs) = (signal.Buffers, outputs);

    internal void Tell(CommSignal signal) => (RunningCell.Current?.Outputs ?? _outputs).Send(signal);

    internal static JsonObject Json(object? data) => data switch
    {
        null => [],
        JsonObject json => (JsonObject)json.DeepClone(),
        _ => JsonSerializer.SerializeToNode(data) as JsonObject
            ?? throw new ArgumentException($"A comm carries JSON objects, such as new {{ x = 1 }}; a {data.GetType().Name} is none.", nameof(data)),
    };
}

/// <summary>The comms of a session, as cells use them.</summary>
public static class Comms
{
    /// <summary>Says what to do with a comm that the page opens to a target; of two of one name, the later one counts.</summary>
    /// <param name="targetName">The name the page asks for.</param>
    /// <param name="opened">Takes the open comm, and what the page sent along; it sets what to do with messages.</param>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public static void Register(string targetName, Action<Comm, JsonObject> opened)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetName);
        ArgumentNullException.ThrowIfNull(opened);
        Cell.Comms.Register(targetName, opened);
    }

    /// <summary>Opens a comm to a target of the page.</summary>
    /// <exception cref="ArgumentException">The data does not become a JSON object.</exception>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public static Comm Open(string targetName, object? data = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetName);
        var json = Comm.Json(data);
        var comm = Cell.Comms.Add(Guid.NewGuid().ToString("N"), targetName, Cell.Outputs);
        comm.Tell(new CommOpen(comm.Id, targetName, json));
        return comm;
    }

    private static RunningCell Cell => RunningCell.Current
        ?? throw new InvalidOperationException("Comms are registered and opened inside a cell: outside of one there is no session they belong to.");
}
