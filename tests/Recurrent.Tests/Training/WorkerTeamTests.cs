namespace Recurrent.Tests;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Run_DoesEveryPartOnce(int threads)
    {
        var done = new int[50];
        new WorkerTeam().Run(done.Length, threads, k => Interlocked.Increment(ref done[k]));
        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_HandsAnExceptionToTheCallerAndGoesOnWorking(int threads)
    {
        var team = new WorkerTeam();
        Assert.Throws<InvalidTimeZoneException>(() => team.Run(8, threads, k => throw new InvalidTimeZoneException()));
        int done = 0;
        team.Run(8, threads, _ => Interlocked.Increment(ref done));
        Assert.Equal(8, done);
    }

    [Fact]
    public void Run_WhileBusyWorksAlone()
    {
        var team = new WorkerTeam();
        int inner = 0;
        team.Run(2, 2, _ => Task.Run(() => team.Run(3, 2, _ => Interlocked.Increment(ref inner))).Wait());
        Assert.Equal(6, inner);
    }

    [Fact]
    public void Run_AfterRunDoesEveryPartOnce()
    {
        var team = new WorkerTeam();
        var done = new int[9];
        Action<int> work = k =>
        {
            Interlocked.Increment(ref done[k]);
            Thread.SpinWait(5);
        };
        for (int call = 0; call < 100_000; call++)
        {
            int count = call % 2 == 0 ? 2 : 9;
            team.Run(count, 2 + (call % 3), work);
            for (int k = 0; k < count; k++)
            {
                Assert.True(done[k] == 1, $"part {k} of {count} ran {done[k]} times in call {call}");
                done[k] = 0;
            }
        }
    }
}
