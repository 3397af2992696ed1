using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Scripting;

namespace Notebooks;

/// <summary>
/// The child's side of a <see cref="ChildSession"/>: takes cells from a pipe, runs them, and sends what they show through
/// another. Standard output and error stay free for whatever user code or native code writes there.
/// </summary>
public sealed class SessionHost
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly INotebookSession _session;
    private readonly Action<string> _writeMark;

    // Cells only queue their outputs: a cell that is stopped while it writes must not leave half a message in the pipe.
    // The queue is bounded, so a cell that prints without end waits for its reader.
    private readonly BlockingCollection<SessionMessage> _queue = new(boundedCapacity: 256);
    private readonly Thread _writer;
    private CancellationTokenSource? _running;

    internal SessionHost(INotebookSession session, Stream replies, Action<string> writeMark)
    {
        _session = session;
        _writeMark = writeMark;
        _writer = new Thread(() => WriteReplies(replies)) { IsBackground = true, Name = "replies" };
        _writer.Start();
    }

    /// <summary>Serves the parent that started this process until it closes the pipe; then ends the process, whatever runs in it.</summary>
    /// <param name="requestHandle">The pipe that cells come from, as the parent names it.</param>
    /// <param name="replyHandle">The pipe that outputs go to.</param>
    /// <param name="options">Where the cells run, and where their packages may come from.</param>
    public static async Task RunAsync(string requestHandle, string replyHandle, SessionOptions options)
    {
        // Ctrl-C reaches every process of the terminal; what it means is the parent's to say.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var requests = new AnonymousPipeClientStream(PipeDirection.In, requestHandle);
        using var replies = new AnonymousPipeClientStream(PipeDirection.Out, replyHandle);
        using var stdout = Console.OpenStandardOutput();
        using var stderr = Console.OpenStandardError();
        void WriteMark(string mark)
        {
            stdout.Write(s_utf8.GetBytes(mark));
            stderr.Write(s_utf8.GetBytes(mark));
        }

        await using var session = new ScriptingSession(options);
        await session.WarmUpAsync().ConfigureAwait(false);
        var host = new SessionHost(session, replies, WriteMark);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            session.FlushOutputs();
            host.SendTheLast();
        };
        await host.ServeAsync(requests).ConfigureAwait(false);
        Process.GetCurrentProcess().Kill();
    }

    /// <summary>Serves until <paramref name="requests"/> ends.</summary>
    internal async Task ServeAsync(Stream requests)
    {
        using var reader = new StreamReader(requests, s_utf8);
        _queue.Add(new ReadyMessage());
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            switch (SessionMessage.FromLine(line))
            {
                case ExecuteMessage execute:
                    var cancellation = new CancellationTokenSource();
                    _running = cancellation;
                    _ = Task.Run(() => ExecuteAsync(execute, cancellation.Token));
                    break;
                case CancelMessage:
                    _ = _running?.CancelAsync();
                    break;
                case QuestionMessage question:
                    _ = Task.Run(() => AnswerAsync(question));
                    break;
                case var other:
                    throw new InvalidOperationException($"A session does not take messages of kind {other.GetType().Name}.");
            }
        }
    }

    private async Task ExecuteAsync(ExecuteMessage execute, CancellationToken cancellationToken)
    {
        CellResult result;
        try
        {
            result = await _session.ExecuteAsync(new CellRequest(execute.CellId, execute.Code, execute.Language), Send, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Send(new ErrorOutput(e.GetType().FullName!, e.Message, e.ToString().ReplaceLineEndings("\n").Split('\n')));
            result = new CellResult(CellStatus.Error, TimeSpan.Zero);
        }

        await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        _writeMark(execute.Mark);
        _queue.Add(new DoneMessage(result.Status, result.Elapsed.TotalSeconds));
    }

    private async Task AnswerAsync(QuestionMessage question)
    {
        AnswerMessage answer;
        try
        {
            var insight = _session as ICellInsight ?? throw new NotSupportedException("This session answers no questions about cells.");
            answer = question.Kind switch
            {
                "complete" => new AnswerMessage(question.Id, Completions: await insight.CompleteAsync(question.Code, question.Position, question.Language).ConfigureAwait(false)),
                "inspect" => new AnswerMessage(question.Id, Inspection: await insight.InspectAsync(question.Code, question.Position, question.Language).ConfigureAwait(false)),
                "diagnose" => new AnswerMessage(question.Id, Problems: await insight.DiagnoseAsync(question.Code, question.Language).ConfigureAwait(false)),
                _ => new AnswerMessage(question.Id, Failure: $"A session knows no question '{question.Kind}'; it knows complete, inspect and diagnose."),
            };
        }
        catch (Exception e)
        {
            answer = new AnswerMessage(question.Id, Failure: e.Message);
        }

        _queue.Add(answer);
    }

    // A cell that ends the process has its outputs all the same.
    private void SendTheLast()
    {
        _queue.CompleteAdding();
        _writer.Join(TimeSpan.FromSeconds(1));
    }

    private void Send(CellOutput output) => _queue.Add(SessionMessage.Of(output));

    private void WriteReplies(Stream replies)
    {
        using var writer = new StreamWriter(replies, s_utf8) { AutoFlush = true, NewLine = "\n" };
        foreach (var message in _queue.GetConsumingEnumerable())
        {
            try
            {
                writer.WriteLine(Serialise(message));
            }
            catch (IOException)
            {
                return; // the parent is gone; the end of the requests ends this process
            }
        }
    }

    private static string Serialise(SessionMessage message)
    {
        try
        {
            return message.ToLine();
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            // A formatter may hand over what JSON has no words for, such as NaN.
            return SessionMessage.Of(new StreamOutput("stderr", $"An output could not be shown: {e.Message}\n")).ToLine();
        }
    }
}
