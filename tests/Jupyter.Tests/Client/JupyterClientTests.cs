using Jupyter.Client;
using Jupyter.Kernelspecs;
using Scripting;

namespace Jupyter.Tests.Client;

/// <summary>The client against our own kernel in a process of its own.</summary>
public sealed class JupyterClientTests : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("client-").FullName;
    private readonly string? _path = Environment.GetEnvironmentVariable("JUPYTER_PATH");

    public JupyterClientTests()
    {
        var launch = KernelLaunch.Current with { Command = [KernelLaunch.Current.Command[0], Path.Combine(AppContext.BaseDirectory, "workbook.dll")] };
        KernelspecInstaller.In(Path.Combine(_folder, "kernels"), launch).Install("C#");
        KernelspecInstaller.In(Path.Combine(_folder, "kernels"), new KernelLaunch(["dotnet", "no-such.dll"], null)).Install("C#", "broken");
        Environment.SetEnvironmentVariable("JUPYTER_PATH", _folder);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("JUPYTER_PATH", _path);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Cells_RunInOrderWithTheirOutputs()
    {
        await using var client = await JupyterClient.StartAsync(".net-csharp", _folder, s_start);
        var outputs = new List<CellOutput>();

        Assert.Equal(CellOutcome.Ok, await client.ExecuteAsync("var x = 20; Console.WriteLine(Environment.CurrentDirectory);", outputs.Add));
        Assert.Equal(CellOutcome.Ok, await client.ExecuteAsync("x + 22", outputs.Add));
        Assert.Equal(CellOutcome.Error, await client.ExecuteAsync("throw new Exception(\"boom\");", outputs.Add));

        Assert.Equal(_folder + "\n", Assert.IsType<StreamOutput>(outputs[0]).Text);
        Assert.Equal("42", (string?)Assert.IsType<ResultOutput>(outputs[1]).Data["text/plain"]);
        Assert.Equal("boom", Assert.IsType<ErrorOutput>(outputs[2]).Value);
    }

    [Fact]
    public async Task Cancellation_InterruptsTheCellAndTheKernelGoesOn()
    {
        await using var client = await JupyterClient.StartAsync(".net-csharp", _folder, s_start);
        using var stop = new CancellationTokenSource();
        var running = client.ExecuteAsync("Console.WriteLine(1); while (true) { }", _ => stop.CancelAfter(100), stop.Token);

        Assert.Equal(CellOutcome.Interrupted, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(CellOutcome.Ok, await client.ExecuteAsync("1", _ => { }));
    }

    [Fact]
    public async Task Death_OfTheKernelIsReported()
    {
        await using var client = await JupyterClient.StartAsync(".net-csharp", _folder, s_start);

        var died = await Assert.ThrowsAsync<KernelDiedException>(
            () => client.ExecuteAsync("Environment.Exit(3);", _ => { }).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Contains("exit code 3", died.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kernel_ThatIsNotInstalledOrDoesNotStartIsNamed()
    {
        var missing = await Assert.ThrowsAsync<KernelspecException>(() => JupyterClient.StartAsync("no-such", _folder, s_start));
        await Assert.ThrowsAsync<KernelDiedException>(() => JupyterClient.StartAsync("broken", _folder, s_start));

        Assert.Contains("no-such", missing.Message, StringComparison.Ordinal);
        Assert.Contains(".net-csharp", missing.Message, StringComparison.Ordinal);
    }
}
