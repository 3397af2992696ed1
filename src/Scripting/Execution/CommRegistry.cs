using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;

namespace Scripting.Execution;

/// <summary>The comm targets that cells made known, and the comms that are open.</summary>
internal sealed class CommRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Action<Comm, JsonObject>> _targets = [];
    private readonly Dictionary<string, Comm> _open = [];

    /// <summary>The open comms: id and target.</summary>
    public IReadOnlyDictionary<string, string> Open
    {
        get
        {
            lock (_gate)
            {
                return _open.Values.ToDictionary(comm => comm.Id, comm => comm.TargetName);
            }
        }
    }

    /// <summary>Makes a target known; the last one of a name counts.</summary>
    public void Register(string targetName, Action<Comm, JsonObject> opened)
    {
        lock (_gate)
        {
            _targets[targetName] = opened;
        }
    }

    /// <summary>Adds an open comm.</summary>
    public Comm Add(string id, string targetName, CellOutputs outputs)
    {
        var comm = new Comm(this, id, targetName, outputs);
        lock (_gate)
        {
            _open[id] = comm;
        }

        return comm;
    }

    /// <summary>Takes a comm out; null if it was not open.</summary>
    public Comm? Remove(string id)
    {
        lock (_gate)
        {
            return _open.Remove(id, out var comm) ? comm : null;
        }
    }

    public bool IsOpen(Comm comm)
    {
        lock (_gate)
        {
            return _open.GetValueOrDefault(comm.Id) == comm;
        }
    }

    /// <summary>What the cells do about a signal from the page; null if its target, or its comm, is not known.</summary>
    public Action? Handler(CommSignal signal, CellOutputs outputs)
    {
        switch (signal)
        {
            case CommOpen open when Target(open.TargetName) is { } opened:
                var added = Add(open.CommId, open.TargetName, outputs);
                added.Attach(signal, outputs);
                return () => opened(added, open.Data);
            case CommMessage when Find(signal.CommId) is { } comm:
                comm.Attach(signal, outputs);
                return () => comm.OnMessage?.Invoke(signal.Data);
            case CommClose when Remove(signal.CommId) is { } comm:
                comm.Attach(signal, outputs);
                return () => comm.OnClose?.Invoke(signal.Data);
            default:
                return null;
        }
    }

    private Action<Comm, JsonObject>? Target(string name)
    {
        lock (_gate)
        {
            return _targets.GetValueOrDefault(name);
        }
    }

    private Comm? Find(string id)
    {
        lock (_gate)
        {
            return _open.GetValueOrDefault(id);
        }
    }
}
