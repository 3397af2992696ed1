using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Protocol;
using NetMQ;
using NetMQ.Sockets;
using Scripting;

namespace Jupyter.Tests.Transport;

public sealed class KernelSocketsTests
{
    [Fact]
    public void Subscription_IsWelcomedAndStartingIsPublishedOnce()
    {
        using var kernel = new ServedKernel();
        Assert.Equal(("iopub_welcome", ""), (kernel.Welcome.Type, (string?)kernel.Welcome.Content["subscription"]));
        Assert.Null(kernel.Welcome.Parent);
        var status = kernel.Take(kernel.Iopub);
        Assert.Equal(("status", "starting"), (status.Type, (string?)status.Content["execution_state"]));

        using var second = new SubscriberSocket();
        second.Connect(kernel.Connection.Address(kernel.Connection.IopubPort));
        second.Subscribe("stream");
        var welcome = Frames.Read(second.ReceiveMultipartBytes(), new MessageSigner("key"));

        Assert.Equal(("iopub_welcome", "stream"), (welcome.Type, (string?)welcome.Content["subscription"]));
        Assert.False(second.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(200), out _), "starting was published twice");
    }

    [Fact]
    public void Request_IsAnsweredToItsSender()
    {
        using var kernel = new ServedKernel();

        var reply = kernel.Ask("kernel_info_request");

        Assert.Equal("kernel_info_reply", reply.Type);
        Assert.NotNull(reply.Parent);
    }

    [Fact]
    public void EmptyKey_TurnsSigningOff()
    {
        using var kernel = new ServedKernel(key: "");

        Assert.Equal("kernel_info_reply", kernel.Ask("kernel_info_request").Type);
    }

    [Theory]
    [InlineData("wrong signature")]
    [InlineData("replayed")]
    [InlineData("truncated")]
    [InlineData("no delimiter")]
    [InlineData("one empty frame")]
    [InlineData("invalid JSON")]
    public void BrokenMessage_IsDroppedAndCountedAndTheKernelGoesOn(string kind)
    {
        using var kernel = new ServedKernel();
        var frames = Frames.Write(Messages.New("execute_request", Messages.Execute("x")) with { Identities = [] }, kernel.Signer).ToArray();
        if (kind == "replayed")
        {
            ServedKernel.Send(kernel.Shell, frames);
            Assert.Equal("execute_reply", kernel.Take(kernel.Shell).Type);
        }

        ServedKernel.Send(kernel.Shell, kind switch
        {
            "wrong signature" => [frames[0], new byte[64], .. frames[2..]],
            "replayed" => frames,
            "truncated" => frames[..4],
            "no delimiter" => frames[1..],
            "one empty frame" => [[]],
            _ => InvalidJson(kernel.Signer),
        });

        var reply = kernel.Ask("execute_request", Messages.Execute("after"));
        Assert.Equal("ok", (string?)reply.Content["status"]);
        Assert.Equal(kind == "replayed" ? ["x", "after"] : ["after"], kernel.Session.Executed);
        Assert.Contains("number 1", Assert.Single(kernel.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_ThatAreNotZeroMqDoNoHarm()
    {
        using var kernel = new ServedKernel();
        foreach (var port in new[] { kernel.Connection.ShellPort, kernel.Connection.IopubPort, kernel.Connection.HbPort })
        {
            using var stranger = new TcpClient();
            stranger.Connect(IPAddress.Loopback, port);
            stranger.GetStream().Write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        }

        Assert.Equal("ok", (string?)kernel.Ask("execute_request", Messages.Execute("x")).Content["status"]);
    }

    [Fact]
    public void Heartbeat_EchoesWhileACellRuns()
    {
        using var kernel = new ServedKernel();
        var release = new TaskCompletionSource<CellOutcome>();
        kernel.Session.OnExecute = (_, _, _, _) => release.Task;
        kernel.Send(kernel.Shell, Messages.New("execute_request", Messages.Execute("x")));
        using var heart = new RequestSocket(kernel.Connection.Address(kernel.Connection.HbPort).Insert(0, ">"));

        for (var beat = 0; beat < 3; beat++)
        {
            heart.SendFrame($"beat {beat}");
            Assert.True(heart.TryReceiveFrameString(TimeSpan.FromSeconds(10), out var echo));
            Assert.Equal($"beat {beat}", echo);
        }

        release.SetResult(CellOutcome.Ok);
    }

    [Fact]
    public void Cell_OfFiftyMegabytesArrivesWhole()
    {
        using var kernel = new ServedKernel();
        var code = new string('x', 50_000_000);

        var reply = kernel.Ask("execute_request", Messages.Execute(code));

        Assert.Equal("ok", (string?)reply.Content["status"]);
        Assert.True(Assert.Single(kernel.Session.Executed) == code);
    }

    [Fact]
    public void Output_OfManyMessagesIsWholeAndInOrderForASlowReader()
    {
        const int count = 20_000;
        using var kernel = new ServedKernel();
        kernel.Session.OnExecute = (_, send, _, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                send(new StreamOutput("stdout", i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            return Task.FromResult(CellOutcome.Ok);
        };
        kernel.Iopub.Options.ReceiveHighWatermark = 10;
        Assert.Equal("ok", (string?)kernel.Ask("execute_request", Messages.Execute("x")).Content["status"]);

        var next = 0;
        while (next < count)
        {
            var message = kernel.Take(kernel.Iopub);
            if (message.Type == "stream")
            {
                Assert.Equal(next++.ToString(System.Globalization.CultureInfo.InvariantCulture), (string?)message.Content["text"]);
            }
        }
    }

    /// <summary>NetMQ's sockets break when two threads use them, so all that threads publish goes through one.</summary>
    [Fact]
    public void Threads_ThatPublishAtOnceDoNotMixTheirMessages()
    {
        const int threads = 8;
        const int count = 500;
        using var kernel = new ServedKernel();
        kernel.Session.OnExecute = (_, send, _, _) =>
        {
            var writers = Enumerable.Range(0, threads).Select(writer => new Thread(() =>
            {
                for (var i = 0; i < count; i++)
                {
                    send(new StreamOutput($"{writer}", $"{i}"));
                }
            })).ToList();
            writers.ForEach(writer => writer.Start());
            writers.ForEach(writer => writer.Join());
            return Task.FromResult(CellOutcome.Ok);
        };
        var cell = Messages.New("execute_request", Messages.Execute("x"));
        kernel.Send(kernel.Shell, cell);
        for (var i = 0; i < count; i++)
        {
            kernel.Send(kernel.Control, Messages.New("kernel_info_request"));
        }

        var next = new int[threads];
        while (next.Sum() < threads * count)
        {
            var message = kernel.Take(kernel.Iopub);
            if (message.Type == "stream")
            {
                Assert.Equal(cell.Header.MsgId, message.Parent!.MsgId);
                var writer = int.Parse((string)message.Content["name"]!, System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal($"{next[writer]++}", (string?)message.Content["text"]);
            }
        }

        Assert.All(Enumerable.Range(0, count), _ => Assert.Equal("kernel_info_reply", kernel.Take(kernel.Control).Type));
        Assert.Equal("execute_reply", kernel.Take(kernel.Shell).Type);
    }

    [Fact]
    public async Task Shutdown_EndsTheKernelAlsoWhenACellDoesNotStop()
    {
        using var kernel = new ServedKernel();
        kernel.Session.OnExecute = (_, _, _, _) => new TaskCompletionSource<CellOutcome>().Task;
        kernel.Send(kernel.Shell, Messages.New("execute_request", Messages.Execute("x")));

        kernel.Send(kernel.Control, Messages.New("shutdown_request", new JsonObject { ["restart"] = false }));

        Assert.Equal("shutdown_reply", kernel.Take(kernel.Control).Type);
        await kernel.EndedAsync();
    }

    [Fact]
    public async Task Port_InUseIsNamed()
    {
        using var kernel = new ServedKernel();
        var connection = FreePorts.Connection() with { StdinPort = kernel.Connection.ShellPort };

        var error = await Assert.ThrowsAsync<ConnectionFileException>(
            () => JupyterKernel.ServeAsync(connection, KernelLanguage.CSharp, new FakeSession(), _ => { }, CancellationToken.None));

        Assert.Contains($"stdin channel cannot be bound to tcp://127.0.0.1:{connection.StdinPort}: its port is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfAnotherMachineIsNamed()
    {
        var connection = FreePorts.Connection() with { Ip = "192.0.2.1" };

        var error = await Assert.ThrowsAsync<ConnectionFileException>(
            () => JupyterKernel.ServeAsync(connection, KernelLanguage.CSharp, new FakeSession(), _ => { }, CancellationToken.None));

        Assert.Contains("192.0.2.1", error.Message, StringComparison.Ordinal);
    }

    private static byte[][] InvalidJson(MessageSigner signer)
    {
        byte[][] json = ["{"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()];
        return ["<IDS|MSG>"u8.ToArray(), System.Text.Encoding.ASCII.GetBytes(signer.Sign(json)), .. json];
    }
}
