using System.Collections.Concurrent;
using Recurrent;

namespace Figures;

/// <summary>
/// Experiments of which several chapters show the result. Each runs once in a process and setting; its seeds are fixed, so a chapter that
/// runs it again gets the same numbers.
/// </summary>
public static partial class Experiments
{
    private static readonly ConcurrentDictionary<string, Lazy<object>> s_done = new();

    /// <summary>Updates after which a network that has not learnt to remember the first symbol counts as failed.</summary>
    public const int RememberLimit = 400;

    /// <summary>Updates after which one that has not learnt to add counts as failed.</summary>
    public const int AddingLimit = 2000;

    /// <summary>Sequences after which one that has not learnt the temporal order counts as failed.</summary>
    public const int OrderLimit = 20_000;

    /// <summary>X14: carry one of two symbols over <paramref name="steps"/> steps of distraction. Adam 0.003, norm clip 1.</summary>
    /// <param name="layer">Makes the layer.</param>
    /// <param name="name">What the layer is called; it and the numbers name the experiment.</param>
    /// <param name="steps">Length T.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <param name="limit">Most updates.</param>
    public static MemoryRun[] RememberTheFirstSymbol(Func<Layer> layer, string name, int steps = 80, int seeds = 3, int limit = RememberLimit) => Once(
        $"remember {name} {steps} {seeds} {limit}",
        () => MemoryTask.RememberFirst(steps).LearnAll(() => [layer()], seeds, Clipped(0.003), limit));

    /// <summary>X14 with a network of the comparison, its gates started for the length.</summary>
    /// <param name="net">The network.</param>
    /// <param name="seeds">How many seeds.</param>
    public static MemoryRun[] RememberTheFirstSymbol(Net net, int seeds = 3)
    {
        ArgumentNullException.ThrowIfNull(net);
        return RememberTheFirstSymbol(() => net.Layer(net.Units, 80), net.Name, seeds: seeds);
    }

    /// <summary>X15: add the two marked of 100 numbers. Adam, norm clip 1, at most 2,000 updates of 50 sequences.</summary>
    /// <param name="net">The network, its gates started for the length.</param>
    /// <param name="seeds">How many seeds.</param>
    public static MemoryRun[] AddTwoMarkedNumbers(Net net, int seeds = 3)
    {
        ArgumentNullException.ThrowIfNull(net);
        return Once(
            $"add {net} {seeds}",
            () => MemoryTask.Adding(100).LearnAll(() => [net.Layer(net.Units, 100)], seeds, Clipped(net.AddingRate), AddingLimit));
    }

    /// <summary>X17: the embedded Reber grammar, at most 40,000 strings, tested on 256.</summary>
    /// <param name="net">The network.</param>
    /// <param name="seeds">How many seeds.</param>
    public static ReberRun[] LearnTheReberGrammar(Net net, int seeds = 3)
    {
        ArgumentNullException.ThrowIfNull(net);
        return Once($"Reber {net} {seeds}", () => Reber.LearnAll(() => net.Layer(net.ReberUnits, sequences: true), seeds, ReberGrammar.Samples(256, 999)));
    }

    /// <summary>X18: temporal order, task 6a of Hochreiter and Schmidhuber (1997), at most 20,000 sequences.</summary>
    /// <param name="net">The network, its gates started for the length.</param>
    /// <param name="seeds">How many seeds.</param>
    public static MemoryRun[] TellTheTemporalOrder(Net net, int seeds = 3)
    {
        ArgumentNullException.ThrowIfNull(net);
        var task = MemoryTask.TemporalOrder();
        return Once(
            $"order {net} {seeds}",
            () => task.LearnAll(() => [net.Layer(net.OrderUnits, 110)], seeds, Clipped(net.OrderRate), OrderLimit / task.Batch));
    }

    private static Adam Clipped(double rate) => new(rate) { GlobalClipNorm = 1 };

    private static T Once<T>(string name, Func<T> run)
        where T : class => (T)s_done.GetOrAdd(name, _ => new Lazy<object>(run)).Value;
}
