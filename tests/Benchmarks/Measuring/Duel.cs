using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>
/// Lets contenders run in turns, A B C, then C B A, and so on, so that a noisy moment of the machine hits all of them.
/// Between two turns all is quiet for a moment: the pools of some engines spin for a while after their last call.
/// </summary>
internal static class Duel
{
    private const double TurnMilliseconds = 80;
    private const int MostCalls = 2000;
    private const double WarmUpMilliseconds = 600;
    private const double LongestWarmUpMilliseconds = 8000;
    private const int WarmUpCalls = 60;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(15);

    /// <summary>Best and median of each contender, in their order.</summary>
    public static IReadOnlyList<Timing> Run(IReadOnlyList<IContender> contenders, int rounds)
    {
        int[] calls = [.. contenders.Select(WarmUp)];
        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                int k = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                Thread.Sleep(s_quiet);
                contenders[k].Time(1);
                times[k].AddRange(contenders[k].Time(calls[k]));
            }
        }

        return [.. contenders.Select((contender, k) => Timing.Of(contender.Name, times[k]))];
    }

    // Runs until code is compiled in its last tier and buffers exist; then the number of calls that fill a turn.
    private static int WarmUp(IContender contender)
    {
        var clock = Stopwatch.StartNew(); // a time may be that of one run of many in a call
        double best = double.MaxValue;
        int calls = 0, next = 1;
        while ((clock.ElapsedMilliseconds < WarmUpMilliseconds || calls < WarmUpCalls) && clock.ElapsedMilliseconds < LongestWarmUpMilliseconds)
        {
            double[] times = contender.Time(next);
            calls += next;
            best = Math.Min(best, times.Min());
            next = CallsFor(best);
        }

        return CallsFor(best);
    }

    private static int CallsFor(double milliseconds) => (int)Math.Clamp(TurnMilliseconds / milliseconds, 1, MostCalls);
}
