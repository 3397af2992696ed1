namespace Jupyter.Transport;

/// <summary>The channels that carry messages; the heartbeat carries bytes only.</summary>
internal enum Channel
{
    /// <summary>Requests.</summary>
    Shell,

    /// <summary>Requests that must not wait behind others.</summary>
    Control,

    /// <summary>Questions to the user.</summary>
    Stdin,

    /// <summary>What everyone may see.</summary>
    Iopub,
}
