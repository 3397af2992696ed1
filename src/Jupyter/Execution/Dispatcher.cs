using System.Collections.Concurrent;
using Jupyter.Contents;
using Jupyter.Handlers;
using Jupyter.Protocol;
using Jupyter.Transport;

namespace Jupyter.Execution;

/// <summary>
/// Hands each received message to the handler of its type: cells and what must keep its place among them in order, the
/// rest at once on a thread of its own, so that neither a running cell nor a busy thread pool holds up an interrupt.
/// </summary>
internal sealed class Dispatcher(
    IReadOnlyDictionary<string, IRequestHandler> handlers, RequestQueue queue, InputQuestions questions, IMessageSender sender, Action<string> log,
    CancellationToken stopping)
{
    private readonly KernelStatus _status = new();
    private readonly ConcurrentDictionary<Task, byte> _beside = [];

    /// <summary>Takes a message; returns at once.</summary>
    /// <param name="channel">Where it came from.</param>
    /// <param name="message">A verified message.</param>
    public void Receive(Channel channel, Message message)
    {
        if (channel == Channel.Stdin)
        {
            questions.Answer(message);
            return;
        }

        var request = new Request(message, channel, sender);
        if (handlers.TryGetValue(request.Type, out var handler) && !handler.RunsBeside)
        {
            queue.Enqueue(request);
            return;
        }

        var task = new Task<Task>(() => ProcessAsync(request, handler, inOrder: false), CancellationToken.None, TaskCreationOptions.LongRunning);
        var whole = task.Unwrap();
        _beside.TryAdd(whole, 0);
        _ = whole.ContinueWith(t => _beside.TryRemove(t, out _), TaskScheduler.Default);
        task.Start(TaskScheduler.Default);
    }

    /// <summary>Handles the requests of the queue, one after the other, until the kernel stops.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            Request request;
            try
            {
                request = await queue.DequeueAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await ProcessAsync(request, handlers[request.Type], inOrder: true).ConfigureAwait(false);
        }
    }

    /// <summary>Completes when what was begun beside the queue has ended.</summary>
    public Task DrainAsync() => Task.WhenAll(_beside.Keys);

    private async Task ProcessAsync(Request request, IRequestHandler? handler, bool inOrder)
    {
        _status.Busy(request, inOrder);
        try
        {
            if (handler is null)
            {
                log($"no handler for a {request.Type}");
            }
            else
            {
                await handler.HandleAsync(request, stopping).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // whatever goes wrong in one request, the next one is served
        catch (Exception e)
#pragma warning restore CA1031
        {
            log($"{request.Type} failed: {e}");
            request.ReplyError(new ErrorReply(e.GetType().Name, e.Message, [e.Message]));
        }
        finally
        {
            _status.Idle(request);
        }
    }
}
