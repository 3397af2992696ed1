using System.Numerics;
using Recurrent;

namespace Figures;

/// <summary>How much a model computes, counted by the engine while it computes it.</summary>
public static class Work
{
    /// <summary>The multiplications (each with its addition) of all matrix products that a model makes in some work.</summary>
    /// <param name="model">The model; on one thread, since each thread counts for itself.</param>
    /// <param name="work">What the model does, once.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">The model runs on several threads.</exception>
    public static long Multiplications<T>(Sequential<T> model, Action<Sequential<T>> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(work);
        if (model.Threads != 1)
        {
            throw new ArgumentException($"The model runs on {model.Threads} threads; set Threads to 1 to count its multiplications.", nameof(model));
        }

        var before = WorkCount.MultiplyAdds;
        work(model);
        return WorkCount.MultiplyAdds - before;
    }
}
