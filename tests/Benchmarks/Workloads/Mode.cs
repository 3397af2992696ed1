namespace Benchmarks.Workloads;

/// <summary>What is timed.</summary>
internal enum Mode
{
    /// <summary>One training step: forward, loss, backward, update.</summary>
    Train,

    /// <summary>One batch through the model, for its output alone.</summary>
    Forward,

    /// <summary>One step of one sequence, its state carried from call to call.</summary>
    Step,

    /// <summary>A whole process, from its start to its end.</summary>
    Job,
}
