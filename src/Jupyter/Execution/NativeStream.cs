using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace Jupyter.Execution;

/// <summary>One descriptor of the process, led into a pipe whose text is handed on as it comes.</summary>
internal sealed class NativeStream : IDisposable
{
    private const int PipeCapacity = 64 * 1024;
    private const short Readable = 1;

    private readonly Lock _gate = new();
    private readonly int _descriptor;
    private readonly Func<string, bool> _write;
    private readonly Stream _original;
    private readonly bool _isEchoed;
    private readonly int _saved;
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.None);
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[PipeCapacity];
    private readonly char[] _text = new char[PipeCapacity + 1];
    private readonly Process? _heir;
    private bool _isClosed;

    /// <param name="descriptor">1 or 2.</param>
    /// <param name="write">Takes text; false if nobody can show it.</param>
    /// <param name="original">Where the descriptor led before.</param>
    /// <param name="isEchoed">Whether what is shown is to be seen there too, also what is written at the very end of the process.</param>
    public NativeStream(int descriptor, Func<string, bool> write, Stream original, bool isEchoed)
    {
        (_descriptor, _write, _original, _isEchoed) = (descriptor, write, original, isEchoed);
        _heir = isEchoed ? StartHeir() : null;
        _saved = Checked(Duplicate(descriptor));
        _ = Checked(Duplicate((int)_pipe.ClientSafePipeHandle.DangerousGetHandle(), descriptor));
        _pipe.DisposeLocalCopyOfClientHandle();
        new Thread(Pump) { IsBackground = true, Name = $"descriptor {descriptor}" }.Start();
    }

    /// <summary>Hands on what was written before the call; what is written meanwhile does not hold it up.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            for (var left = PipeCapacity; left > 0 && HasBytes(0);)
            {
                left -= Math.Max(1, Read());
            }
        }
    }

    /// <summary>Leads the descriptor where it led before.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _ = Checked(Duplicate(_saved, _descriptor));
                _ = Close(_saved);
                _heir?.Dispose();
            }
        }
    }

    /// <summary>
    /// A shell that waits for the end of this process and passes on what is left in the pipe then: why the process died.
    /// It notices by its input, which only this process could write to.
    /// </summary>
    private Process StartHeir()
    {
        var left = Checked(Duplicate((int)_pipe.SafePipeHandle.DangerousGetHandle()));
        try
        {
            var script = string.Create(CultureInfo.InvariantCulture, $"read -r end; exec cat /dev/fd/{left} >&{_descriptor}");
            return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardInput = true })!;
        }
        finally
        {
            _ = Close(left); // the children of cells are not to inherit it
        }
    }

    // Waits outside of the lock and reads inside of it, so that whoever holds it knows that nothing is on its way.
    private void Pump()
    {
        while (HasBytes(-1))
        {
            lock (_gate)
            {
                if (HasBytes(0) && Read() == 0)
                {
                    return; // nobody can write any more
                }
            }
        }
    }

    private int Read()
    {
        var count = _pipe.Read(_bytes);
        if (_isEchoed)
        {
            _original.Write(_bytes.AsSpan(0, count));
        }

        var length = _decoder.GetChars(_bytes.AsSpan(0, count), _text, flush: false);
        if (length > 0 && !_write(new string(_text, 0, length)) && !_isEchoed)
        {
            _original.Write(_bytes.AsSpan(0, count));
        }

        return count;
    }

    // The end of the pipe counts as bytes: reading then says so. A signal may cut the wait short.
    private bool HasBytes(int timeout)
    {
        var poll = new PollDescriptor { Descriptor = (int)_pipe.SafePipeHandle.DangerousGetHandle(), Events = Readable };
        int found;
        do
        {
            found = Poll(ref poll, 1, timeout);
        }
        while (found < 0 && timeout < 0 && Marshal.GetLastPInvokeError() == (int)PosixError.Interrupted);
        return found > 0;
    }

    private static int Checked(int result) =>
        result >= 0 ? result : throw new IOException($"The process's output cannot be led into a pipe: {Marshal.GetLastPInvokeErrorMessage()}");

    private enum PosixError
    {
        Interrupted = 4,
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Duplicate(int descriptor, int onto);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int timeout);
}
