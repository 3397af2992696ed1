using System.Text.Json.Nodes;
using Jupyter.Contents;

namespace Jupyter.Execution;

/// <summary>What a comm's target does with a comm that a front end opens.</summary>
/// <param name="comm">The open comm; the target sets what it does with messages.</param>
/// <param name="data">What the front end sent along.</param>
internal delegate void CommTargetOpened(Comm comm, JsonObject data);

/// <summary>The comm targets that are known and the comms that are open.</summary>
internal sealed class CommRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CommTargetOpened> _targets = [];
    private readonly Dictionary<string, Comm> _open = [];

    /// <summary>Makes a target known; the last one of a name counts.</summary>
    public void Register(string targetName, CommTargetOpened opened)
    {
        lock (_gate)
        {
            _targets[targetName] = opened;
        }
    }

    /// <summary>Opens a comm; false if its target is not known.</summary>
    public bool Open(CommOpenContent content, Request request)
    {
        var comm = new Comm(content.CommId, content.TargetName) { Request = request };
        CommTargetOpened? opened;
        lock (_gate)
        {
            if (!_targets.TryGetValue(content.TargetName, out opened))
            {
                return false;
            }

            _open[comm.Id] = comm;
        }

        opened(comm, content.Data);
        return true;
    }

    /// <summary>Hands a message to its comm; false if no such comm is open.</summary>
    public bool Receive(CommMessageContent content, Request request)
    {
        Comm? comm;
        lock (_gate)
        {
            if (!_open.TryGetValue(content.CommId, out comm))
            {
                return false;
            }
        }

        comm.Request = request;
        comm.OnMessage?.Invoke(content.Data);
        return true;
    }

    /// <summary>Closes a comm from the front end's side.</summary>
    public void Close(CommMessageContent content)
    {
        lock (_gate)
        {
            if (!_open.Remove(content.CommId, out var comm))
            {
                return;
            }

            comm.OnClose?.Invoke(content.Data);
        }
    }

    /// <summary>The open comms, of one target or of all.</summary>
    public IReadOnlyDictionary<string, CommTarget> Open(string? targetName)
    {
        lock (_gate)
        {
            return _open.Values.Where(c => targetName is null || c.TargetName == targetName).ToDictionary(c => c.Id, c => new CommTarget(c.TargetName));
        }
    }
}

/// <summary>A line between a front end's widget and its target here.</summary>
internal sealed class Comm(string id, string targetName)
{
    public string Id { get; } = id;

    public string TargetName { get; } = targetName;

    /// <summary>What to do with a message.</summary>
    public Action<JsonObject>? OnMessage { get; set; }

    /// <summary>What to do when the front end closes the comm.</summary>
    public Action<JsonObject>? OnClose { get; set; }

    /// <summary>The request handled last: what is sent belongs to it.</summary>
    internal required Request Request { get; set; }

    public void Send(JsonObject data) => Request.Publish("comm_msg", new CommMessageContent { CommId = Id, Data = data });
}
