using System.Runtime.InteropServices;
using System.Text.Json;
using Benchmarks.Measuring;
using Benchmarks.Peers.Helpers;
using TorchSharp;

namespace Benchmarks.TorchSharpPeer;

/// <summary>Without arguments: answers lines of JSON, as HelperProcess.cs asks. With a job and a number of threads: does the job.</summary>
internal static class Program
{
    private static OpenWorkload? s_open;

    private static int Main(string[] arguments)
    {
        if (arguments is [var job, var threads])
        {
            torch.set_num_threads(int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture));
            Job.Run(job);
            return 0;
        }

        // What TorchSharp writes while it looks for its libraries is no answer.
        var answers = Console.Out;
        Console.SetOut(Console.Error);
        while (Console.ReadLine() is { } line)
        {
            HelperAnswer answer;
            try
            {
                answer = Answer(JsonDocument.Parse(line).RootElement);
            }
            catch (Exception e) // told to the benchmark, which ends with these words
            {
                answer = new HelperAnswer { Error = $"{e.GetType().Name}: {e.Message}" };
            }

            answers.WriteLine(JsonSerializer.Serialize(answer, HelperJson.Options));
        }

        return 0;
    }

    private static HelperAnswer Answer(JsonElement request)
    {
        switch (request.GetProperty("command").GetString())
        {
            case "hello":
                LoadNative();
                return new HelperAnswer { Name = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)} (libtorch {string.Join('.', torch.__version__.Split('.')[..2])})" };
            case "open":
                s_open = OpenWorkload.For(request.Deserialize<OpenRequest>(HelperJson.Options)!);
                return new HelperAnswer { Output = s_open.Output };
            case "time":
                var open = s_open ?? throw new InvalidOperationException("No workload is open.");
                return new HelperAnswer { Milliseconds = Stopwatches.Time(open.Call, request.GetProperty("calls").GetInt32(), open.Repeats) };
            default:
                s_open = null;
                return new HelperAnswer();
        }
    }

    // TorchSharp tells where it looked; the loader tells what was missing.
    private static void LoadNative()
    {
        try
        {
            torch.zeros(1).Dispose();
        }
        catch (Exception e) when (e is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            string? file = Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).FirstOrDefault();
            if (file is not null)
            {
                NativeLibrary.Load(file);
            }

            throw;
        }
    }
}
