using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jupyter.Protocol;

namespace Jupyter.Tests;

/// <summary>The kernel as a process that a front end starts with a connection file that is of no use.</summary>
public sealed class KernelProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ConnectionFile_ThatIsMissingIsNamed() => Refuses(Path.Combine(_folder, "none.json"), "none.json' does not exist");

    [Fact]
    public void ConnectionFile_ThatCannotBeReadIsNamed() => Refuses(_folder, "cannot be read");

    [Fact]
    public void ConnectionFile_HalfWrittenIsNamed()
    {
        var path = Path.Combine(_folder, "half.json");
        FreePorts.Connection().Write(path);
        var whole = File.ReadAllText(path);
        File.WriteAllText(path, whole[..(whole.Length / 2)]);

        Refuses(path, "half.json' is not a whole connection file");
    }

    [Fact]
    public void Port_InUseIsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var path = Path.Combine(_folder, "taken.json");
        (FreePorts.Connection() with { ControlPort = port }).Write(path);

        Refuses(path, $"control channel cannot be bound to tcp://127.0.0.1:{port}: its port is in use");
    }

    [Fact]
    public void Language_ThatIsNotSpokenIsNamed()
    {
        var path = Path.Combine(_folder, "whole.json");
        FreePorts.Connection().Write(path);

        Refuses(path, "There is no language 'Basic'; a kernel speaks C# or F#.", "Basic");
    }

    private static void Refuses(string connectionFile, string reason, string language = "C#")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), "kernel", "start", "--language", language, connectionFile])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            process.Kill();
            Assert.Fail("The kernel did not end.");
        }

        Assert.Equal(2, process.ExitCode);
        Assert.Contains(reason, said.Result, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Result, StringComparison.Ordinal);
    }
}
