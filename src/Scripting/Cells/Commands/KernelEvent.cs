namespace Microsoft.DotNet.Interactive.Events;

/// <summary>Something that happened while a command was followed.</summary>
public abstract class KernelEvent
{
    private protected KernelEvent()
    {
    }
}

/// <summary>The command was followed to its end.</summary>
public sealed class CommandSucceeded : KernelEvent
{
    internal CommandSucceeded()
    {
    }
}

/// <summary>The code ended in an expression.</summary>
public sealed class ReturnValueProduced : KernelEvent
{
    internal ReturnValueProduced(object? value) => Value = value;

    /// <summary>The value of the expression.</summary>
    public object? Value { get; }
}
