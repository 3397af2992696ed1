using System.Text;

namespace Scripting.Execution;

/// <summary>
/// The console as cells see it: text goes to the cell that writes it, whatever thread it runs on. Installed once per
/// process; text written outside of any cell goes where it always went.
/// </summary>
internal static class CellConsole
{
    private static readonly Lazy<(TextWriter Out, TextWriter Error)> s_outside = new(() => (Console.Out, Console.Error));
    private static readonly Lazy<bool> s_installed = new(() =>
    {
        Renew();
        return true;
    });

    /// <summary>Replaces the console's writers and its reader, the first time it is called.</summary>
    public static void Install() => _ = s_installed.Value;

    /// <summary>Gives the console new locks: a thread that was aborted may have left with one of them.</summary>
    public static void Renew()
    {
        var (outside, errors) = s_outside.Value;
        Console.SetOut(new Writer("stdout", outside));
        Console.SetError(new Writer("stderr", errors));
        Console.SetIn(new Reader());
    }

    private sealed class Writer(string stream, TextWriter outside) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (RunningCell.Current is { } cell)
            {
                cell.Outputs.Write(stream, buffer);
            }
            else
            {
                outside.Write(buffer);
            }
        }

        // One call, so that lines of different threads do not run into each other.
        public override void WriteLine(string? value) => Write(value + NewLine);

        public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

        public override void Flush()
        {
            if (RunningCell.Current is { } cell)
            {
                cell.Outputs.Flush();
            }
            else
            {
                outside.Flush();
            }
        }
    }

    // Outside of a cell there is nothing to read: the process's own input may carry its host's messages.
    private sealed class Reader : TextReader
    {
        public override int Peek() => RunningCell.Current?.Input.Peek() ?? -1;

        public override int Read() => RunningCell.Current?.Input.Read() ?? -1;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = 0;
            while (read < count && Read() is >= 0 and var next)
            {
                buffer[index + read++] = (char)next;
                if (next == '\n')
                {
                    break;
                }
            }

            return read;
        }

        public override string? ReadLine() => RunningCell.Current?.Input.ReadLine();

        // A user's answers have no end to wait for.
        public override string ReadToEnd() => ReadLine() ?? "";
    }
}
