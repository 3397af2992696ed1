using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Recurrent.Tests;

/// <summary>The same seed gives the same bits, whatever the number of threads, the width of the vectors and the batches of a prediction.</summary>
public class SameBitsTests
{
    private static readonly Lazy<string> OwnHash = new(() => Run(null, null)[2]);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Fit_GivesTheSameBitsForAnyNumberOfThreads(int threads)
    {
        Samples.AssertSameBits<float>(Trained(1), Trained(threads));
    }

    [Fact]
    public void Fit_GivesTheSameBitsWithManyModelsAtOnce()
    {
        float[] alone = Trained(1);
        float[][] together = new float[4][];
        Parallel.For(0, together.Length, k => together[k] = Trained(2));
        Assert.All(together, bits => Samples.AssertSameBits<float>(alone, bits));
    }

    [Fact]
    public void Fit_GivesOtherBitsForAnotherSeed()
    {
        Assert.NotEqual(Trained(1, seed: 3), Trained(1, seed: 4));
    }

    [Fact]
    public void Predict_GivesTheSameBitsForAnyBatchSize()
    {
        var model = new Sequential(new Lstm(9), new Dense(2)) { Seed = 3 };
        var x = Samples.Normal<float>(1, 70, 5, 3);
        var together = model.Predict(x, batchSize: 70);
        foreach (int batchSize in (int[])[1, 7, 32, 64])
        {
            Samples.AssertSameBits<float>(together.AsSpan(), model.Predict(x, batchSize).AsSpan());
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 0, true)]
    [InlineData("DOTNET_EnableAVX2", "0", 16, true)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 16, false)]
    [InlineData("DOTNET_MaxVectorTBitWidth", "512", 64, true)]
    public void Fit_GivesTheSameBitsForAnyVectorWidth(string variable, string value, int bytes, bool accelerated)
    {
        string[] result = Run(variable, value);
        bool wideEnough = bytes != 64 || Avx512F.IsSupported;
        if (bytes > 0 && wideEnough && X86Base.IsSupported)
        {
            Assert.Equal($"{bytes} {accelerated}", $"{result[0]} {result[1]}");
        }

        Assert.Equal(OwnHash.Value, result[2]);
    }

    private static float[] Trained(int threads, long seed = 3)
    {
        var model = new Sequential(new Lstm(40, returnSequences: true, dropout: 0.2), new Gru(20), new Dense(1)) { Threads = threads };
        model.Compile("adam", "mse");
        model.Fit(Samples.Normal<float>(1, 130, 12, 3), Samples.Normal<float>(2, 130), epochs: 2, batchSize: 64, seed: seed);
        return [.. model.Variables.SelectMany(v => v.Value.ToArray())];
    }

    // width, hardware acceleration and hash that this assembly prints as a program
    private static string[] Run(string? variable, string? value)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(BitsProgram).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable is not null)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {errors.Result}");
        return output.Trim().Split(' ');
    }
}
