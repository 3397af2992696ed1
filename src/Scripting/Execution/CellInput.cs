namespace Scripting.Execution;

/// <summary>What a cell asks its user, and what is left of the answer when the cell reads it a character at a time.</summary>
/// <param name="ask">Answers a question; null where nobody can.</param>
/// <param name="interrupted">Ends a wait for an answer.</param>
internal sealed class CellInput(Func<InputRequest, CancellationToken, Task<string>>? ask, CancellationToken interrupted)
{
    private readonly Lock _gate = new();
    private string _rest = "";

    /// <summary>Asks one question and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public async Task<string> AskAsync(string prompt, bool isPassword)
    {
        if (ask is null)
        {
            var question = prompt.Length > 0 ? $" ('{prompt}')" : "";
            throw new InvalidOperationException($"The cell asks for input{question}, but nobody can answer here. Run it in a front end that allows input, or give it the value as a parameter.");
        }

        // Away from the cell's own scheduler, so that a blocking reader does not wait for itself.
        return await Task.Run(() => ask(new InputRequest(prompt, isPassword), interrupted), interrupted).WaitAsync(interrupted).ConfigureAwait(false);
    }

    /// <summary>The next line: what is left of the last one, else a new answer.</summary>
    public string ReadLine()
    {
        lock (_gate)
        {
            if (_rest.Length > 0)
            {
                var line = _rest.TrimEnd('\n');
                _rest = "";
                return line;
            }
        }

        return AskAsync("", isPassword: false).GetAwaiter().GetResult();
    }

    /// <summary>The next character; a line ends in <c>\n</c>.</summary>
    public int Read()
    {
        var next = Peek();
        lock (_gate)
        {
            _rest = _rest[1..];
        }

        return next;
    }

    /// <summary>The next character, left where it is.</summary>
    public int Peek()
    {
        lock (_gate)
        {
            if (_rest.Length > 0)
            {
                return _rest[0];
            }
        }

        var answer = AskAsync("", isPassword: false).GetAwaiter().GetResult() + "\n";
        lock (_gate)
        {
            _rest = answer;
            return _rest[0];
        }
    }
}
