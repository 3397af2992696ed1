using System.Globalization;
using Scripting;

namespace Notebooks.Tests;

/// <summary>
/// A session whose cells are a verb and a text: <c>print x</c>, <c>show x</c>, <c>throw x</c>, <c>hang</c> (until asked to
/// stop), <c>die</c>, <c>exit</c> (ends without a word).
/// </summary>
internal sealed class FakeSession : INotebookSession
{
    public List<string> Executed { get; } = [];

    public async Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        Executed.Add(request.CellId);
        var (verb, text) = request.Code.Split(' ', 2) is [var first, var rest] ? (first, rest) : (request.Code, "");
        switch (verb)
        {
            case "print":
                onOutput(new StreamOutput("stdout", text));
                break;
            case "many":
                for (var i = 0; i < int.Parse(text, CultureInfo.InvariantCulture); i++)
                {
                    onOutput(new StreamOutput("stdout", $"{i}\n"));
                }

                break;
            case "show":
                onOutput(new ResultOutput(new() { ["text/plain"] = text }, []));
                break;
            case "nan":
                onOutput(new ResultOutput(new() { ["application/json"] = double.NaN }, []));
                break;
            case "throw":
                onOutput(new ErrorOutput("System.Exception", text, [$"System.Exception: {text}", "   at cell 1, line 3: throw"]));
                return new CellResult(CellStatus.Error, TimeSpan.Zero);
            case "hang":
                await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return new CellResult(CellStatus.Interrupted, TimeSpan.Zero);
            case "die":
                onOutput(new ErrorOutput("SessionDied", "exit code 3", []));
                return new CellResult(CellStatus.Died, TimeSpan.Zero);
            default:
                throw new InvalidOperationException($"The fake session does not know '{verb}'.");
        }

        return new CellResult(CellStatus.Ok, TimeSpan.FromSeconds(1.5), 64 * 1024 * 1024);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
