using System.Runtime.ExceptionServices;

namespace Recurrent;

/// <summary>
/// A few threads that help with the parts of a batch. Between calls they spin for some microseconds, then sleep. One team
/// serves the process: who finds it busy does his parts alone, so that many models training at once do not fight. A helper that
/// comes late finds nothing left and is not waited for. An exception in a part reaches the caller.
/// </summary>
internal sealed class WorkerTeam
{
    public static readonly WorkerTeam Shared = new();

    // Rounds of spinning before a thread sleeps, some 50 microseconds: longer than the pause between two steps of training.
    private const int Spins = 2_000;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private int _busy;
    private int _workers;
    private int _sleeping;
    private int _waiting;

    // number of the call in the upper half, next part in the lower one; a part is taken by raising it while the call is the same
    private long _ticket = int.MaxValue;
    private int _count;
    private int _left;
    private Action<int>? _work;
    private Exception? _failure;

    /// <summary>The part that a helper would take next; beyond every count while no call is open.</summary>
    public int NextPart => (int)Volatile.Read(ref _ticket);

    /// <summary>Runs work(0), ..., work(count - 1) on up to <paramref name="threads"/> threads, the caller's among them.</summary>
    public void Run(int count, int threads, Action<int> work)
    {
        int helpers = Math.Min(count, threads) - 1;
        if (helpers < 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (int k = 0; k < count; k++)
            {
                work(k);
            }

            return;
        }

        try
        {
            Hire(helpers);
            int call = Open(count, work);
            Wake(helpers);
            TakeParts(call);
            WaitForOthers();
            Close(call);
            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }
        }
        finally
        {
            _work = null;
            Volatile.Write(ref _busy, 0);
        }
    }

    private static int CallOf(long ticket) => (int)(ticket >> 32);

    private void Hire(int helpers)
    {
        for (; _workers < helpers; _workers++)
        {
            new Thread(Help) { IsBackground = true, Name = "Recurrent worker" }.Start();
        }
    }

    // from the moment that the ticket changes, helpers take parts
    private int Open(int count, Action<int> work)
    {
        _failure = null;
        _work = work;
        _count = count;
        Volatile.Write(ref _left, count);
        int call = unchecked(CallOf(Volatile.Read(ref _ticket)) + 1);
        Interlocked.Exchange(ref _ticket, (long)call << 32);
        return call;
    }

    // A helper that still has this call in mind must not take a part of the next one for a part of this: from here on none is left.
    private void Close(int call) => Interlocked.Exchange(ref _ticket, ((long)call << 32) | int.MaxValue);

    private void Wake(int helpers)
    {
        int sleeping = Volatile.Read(ref _sleeping);
        if (sleeping > 0)
        {
            _wake.Release(Math.Min(sleeping, helpers));
        }
    }

    private void TakeParts(int call)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int part = (int)ticket;
            var work = _work;
            if (CallOf(ticket) != call || part >= _count)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
            {
                Do(work!, part);
            }
        }
    }

    private void Do(Action<int> work, int part)
    {
        try
        {
            work(part);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }

        if (Interlocked.Decrement(ref _left) == 0 && Volatile.Read(ref _waiting) == 1)
        {
            _done.Release();
        }
    }

    private void WaitForOthers()
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref _left) == 0)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        // an announcement may be left over from an earlier call, so the count decides
        Interlocked.Exchange(ref _waiting, 1);
        while (Volatile.Read(ref _left) > 0)
        {
            _done.Wait();
        }

        Volatile.Write(ref _waiting, 0);
    }

    private void Help()
    {
        int seen = 0;
        while (true)
        {
            int call = NextCall(seen);
            TakeParts(call);
            seen = call;
        }
    }

    // spins, then sleeps, until there is a call that this thread has not seen
    private int NextCall(int seen)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            int call = CallOf(Volatile.Read(ref _ticket));
            if (call != seen)
            {
                return call;
            }

            Thread.SpinWait(1);
        }

        Interlocked.Increment(ref _sleeping);
        while (CallOf(Volatile.Read(ref _ticket)) == seen)
        {
            _wake.Wait();
        }

        Interlocked.Decrement(ref _sleeping);
        return CallOf(Volatile.Read(ref _ticket));
    }
}
