using System.Runtime.ExceptionServices;

namespace Recurrent;

/// <summary>
/// A few threads that help with the parts of a batch. A thread takes the parts that were its own last time too, whose data are
/// still in its cache, then any that are left. Between calls the threads spin for some microseconds, then sleep. One team serves
/// the process: who finds it busy does his parts alone, so that many models training at once do not fight. A helper that comes
/// late finds nothing left and is not waited for. An exception in a part reaches the caller.
/// </summary>
internal sealed class WorkerTeam
{
    public static readonly WorkerTeam Shared = new();

    // Rounds of spinning before a thread sleeps, some 50 microseconds: longer than the pause between two steps of training.
    private const int Spins = 300;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private int _busy;
    private int _workers;
    private int _sleeping;
    private int _waiting;

    // even: number of the last call; odd while the next one is being written down
    private int _call;
    private int _count;
    private int _threads;
    private int _left;
    private bool _subnormalsAreZero;
    private Action<int>? _work;
    private Exception? _failure;

    // for each part the call that took it
    private int[] _takenBy = [];

    /// <summary>Runs work(0), ..., work(count - 1) on up to <paramref name="threads"/> threads, the caller's among them.</summary>
    public void Run(int count, int threads, Action<int> work)
    {
        threads = Math.Min(count, threads);
        if (threads < 2 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (int k = 0; k < count; k++)
            {
                work(k);
            }

            return;
        }

        try
        {
            Hire(threads - 1);
            Open(count, threads, work);
            Wake(threads - 1);
            TakeParts(0, _call, count, threads, work, _takenBy);
            WaitForOthers();
            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }
        }
        finally
        {
            // the team outlives the model; a late helper finds no part left to do this with
            _work = null;
            Volatile.Write(ref _busy, 0);
        }
    }

    private void Hire(int helpers)
    {
        for (; _workers < helpers; _workers++)
        {
            int member = _workers + 1;
            new Thread(() => Help(member)) { IsBackground = true, Name = "Recurrent worker" }.Start();
        }
    }

    // helpers read what stands here only while the number of the call is even and stays the same
    private void Open(int count, int threads, Action<int> work)
    {
        Interlocked.Increment(ref _call);
        _failure = null;
        _work = work;
        _count = count;
        _threads = threads;
        _subnormalsAreZero = Subnormals.AreZero;
        if (_takenBy.Length < count)
        {
            // no part has been taken by this call or a later one
            _takenBy = new int[count];
            Array.Fill(_takenBy, unchecked(_call - 1));
        }

        Volatile.Write(ref _left, count);
        Interlocked.Increment(ref _call);
    }

    private void Wake(int helpers)
    {
        int sleeping = Volatile.Read(ref _sleeping);
        if (sleeping > 0)
        {
            _wake.Release(Math.Min(sleeping, helpers));
        }
    }

    // its own parts first, then those of the members behind it
    private void TakeParts(int member, int call, int count, int threads, Action<int> work, int[] takenBy)
    {
        int first = (int)((long)count * member / threads);
        for (int k = 0; k < count; k++)
        {
            int part = first + k < count ? first + k : first + k - count;
            int before = Volatile.Read(ref takenBy[part]);

            // a part that this call or a later one has taken is not to be had
            if (unchecked(call - before) > 0 && Interlocked.CompareExchange(ref takenBy[part], call, before) == before)
            {
                Do(work, part);
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

    private void Help(int member)
    {
        int seen = 0;
        while (true)
        {
            int call = NextCall(seen);
            int count = _count, threads = _threads;
            var work = _work;
            var takenBy = _takenBy;
            bool subnormalsAreZero = _subnormalsAreZero;
            Interlocked.MemoryBarrier();
            if (call % 2 == 0 && Volatile.Read(ref _call) == call && member < threads)
            {
                Subnormals.Follow(subnormalsAreZero);
                TakeParts(member, call, count, threads, work!, takenBy);
            }

            seen = call;
        }
    }

    // spins, then sleeps, until there is a call that this thread has not seen
    private int NextCall(int seen)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            int call = Volatile.Read(ref _call);
            if (call != seen)
            {
                return call;
            }

            Thread.SpinWait(1);
        }

        Interlocked.Increment(ref _sleeping);
        while (Volatile.Read(ref _call) == seen)
        {
            _wake.Wait();
        }

        Interlocked.Decrement(ref _sleeping);
        return Volatile.Read(ref _call);
    }
}
