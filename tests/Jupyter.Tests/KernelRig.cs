using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Handlers;
using Jupyter.Protocol;
using Jupyter.Transport;

namespace Jupyter.Tests;

/// <summary>The handlers and what they share, with a recording sender and no socket.</summary>
internal sealed class KernelRig : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dispatcher _dispatcher;
    private readonly Task _loop;

    public KernelRig()
    {
        var handlers = HandlerTable.For(Session, KernelLanguage.CSharp, Current, Questions, Queue, Lifetime);
        _dispatcher = new Dispatcher(handlers, Queue, Questions, Sender, Log.Add, _stopping.Token);
        _loop = _dispatcher.RunAsync();
    }

    public RecordingSender Sender { get; } = new();

    public FakeSession Session { get; } = new();

    public CurrentCell Current { get; } = new();

    public InputQuestions Questions { get; } = new();

    public RequestQueue Queue { get; } = new();

    public KernelLifetime Lifetime { get; } = new();

    public List<string> Log { get; } = [];

    /// <summary>Hands in a request, and returns its id.</summary>
    public string Receive(string type, JsonObject? content = null, Channel channel = Channel.Shell, IReadOnlyList<byte[]>? buffers = null)
    {
        var message = Messages.New(type, content) with { Buffers = buffers ?? [] };
        _dispatcher.Receive(channel, message);
        return message.Header.MsgId;
    }

    /// <summary>Hands in an answer on stdin.</summary>
    public void Answer(Message reply) => _dispatcher.Receive(Channel.Stdin, reply);

    /// <summary>Hands in a request and waits until it is idle; returns what was sent under it.</summary>
    public async Task<IReadOnlyList<Message>> AskAsync(string type, JsonObject? content = null, Channel channel = Channel.Shell, IReadOnlyList<byte[]>? buffers = null) =>
        await IdleAsync(Receive(type, content, channel, buffers));

    /// <summary>Waits until a request is idle, and returns what was sent under it.</summary>
    public async Task<IReadOnlyList<Message>> IdleAsync(string id)
    {
        for (var i = 0; i < 1000; i++)
        {
            var under = Under(id);
            if (under.Any(m => m.Type == "status" && (string?)m.Content["execution_state"] == "idle"))
            {
                return under;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"Not idle within 10 s; sent: {string.Join(", ", Under(id).Select(m => m.Type))}.");
    }

    /// <summary>What was sent with a request as parent.</summary>
    public IReadOnlyList<Message> Under(string id) => [.. Sender.Sent.Select(s => s.Message).Where(m => m.Parent?.MsgId == id)];

    public void Dispose()
    {
        _stopping.Cancel();
        _loop.Wait(TimeSpan.FromSeconds(10));
        _stopping.Dispose();
        Questions.Dispose();
        Queue.Dispose();
    }
}
