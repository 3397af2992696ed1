using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Peers.Helpers;

/// <summary>
/// A process that answers one line of JSON with another. It waits on its input between two turns, so that nothing but the
/// engine whose turn it is runs.
/// </summary>
internal sealed class HelperProcess : IDisposable
{
    private const int KeptErrorLines = 8;
    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly Queue<string> _errors = new();

    /// <exception cref="BenchmarkException">The program cannot be started.</exception>
    public HelperProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Children.Start(start);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="BenchmarkException">The helper ended, or answers with an error: its own words.</exception>
    public HelperAnswer Ask<TRequest>(TRequest request)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, HelperJson.Options));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }

        string line = _process.StandardOutput.ReadLine() ?? throw Ended();
        var answer = Read(line);
        return answer.Error is null ? answer : throw new BenchmarkException(answer.Error);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already, and what it was told last cannot be flushed.
        }

        if (!_process.WaitForExit(s_timeToEnd))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private HelperAnswer Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HelperAnswer>(line, HelperJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new BenchmarkException($"{_process.StartInfo.FileName} answers '{line}', which is no answer.");
        }
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _errors.Enqueue(line);
            }

            while (_errors.Count > KeptErrorLines)
            {
                _errors.Dequeue();
            }
        }
    }

    private BenchmarkException Ended()
    {
        _process.WaitForExit(); // all of its error output has arrived then
        lock (_errors)
        {
            return new BenchmarkException($"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode}: {string.Join(" / ", _errors)}");
        }
    }
}
