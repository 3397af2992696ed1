namespace Jupyter.Execution;

/// <summary>Until when the kernel runs.</summary>
internal sealed class KernelLifetime
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the kernel is to stop.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Ends the kernel; returns at once.</summary>
    public void Stop() => _stopped.TrySetResult();
}
