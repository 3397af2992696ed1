using Benchmarks.Growth;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using Benchmarks.Results;

namespace Benchmarks;

internal static class Program
{
    private const int Failed = 1;
    private const int Usage = 2;

    private static int Main(string[] arguments)
    {
        var parsed = new CommandLine().Create(Run).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            Console.Error.WriteLine("'--help' lists the options.");
            return Usage;
        }

        return parsed.Invoke();
    }

    private static int Run(BenchmarkOptions options)
    {
        try
        {
            Measure(options);
            return 0;
        }
        catch (Exception e) when (e is BenchmarkException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return Failed;
        }
    }

    private static void Measure(BenchmarkOptions options)
    {
        using var peers = new PeerList(options);
        if (options.GrowthFile is not null)
        {
            MeasureGrowth(options, peers);
        }
        else
        {
            MeasureTable(options, peers);
        }
    }

    private static void MeasureTable(BenchmarkOptions options, PeerList peers)
    {
        var peaks = options.Threads.ToDictionary(t => t, t => FmaPeak.Measure(t));
        var measured = new List<Row>();
        foreach (var row in new TableRun(options, peers.Loaded, peaks).Rows())
        {
            measured.Add(row);
            Report($"{row.Workload} {row.Mode} on {row.Threads}: {row.OwnMs:0.0000} ms; {row.Peer ?? "no peer"} {row.PeerMs:0.0000}");
        }

        Row[] rows = [.. peers.StandIns.AddTo(measured)];
        Console.WriteLine(Machine.Describe(peaks));
        Console.WriteLine();
        Console.Write(Table.Of(rows));
        if (options.JsonFile is not null)
        {
            JsonFile.Write(options.JsonFile, rows);
        }
    }

    private static void MeasureGrowth(BenchmarkOptions options, PeerList peers)
    {
        var points = new List<GrowthPoint>();
        foreach (var point in new GrowthCurves(options, peers.Loaded).Points())
        {
            points.Add(point);
            Report($"{point.Axis}: {point.Layer} {point.Hidden} units, {point.Steps} steps, batch {point.Batch}, {point.Mode} on {point.Threads}, {point.Engine}: {point.BestMs:0.0000} ms");
        }

        GrowthFile.Write(options.GrowthFile!, points);
    }

    // Progress goes beside the table, not into it.
    private static void Report(FormattableString line) => Console.Error.WriteLine(FormattableString.Invariant(line));
}
