using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>
/// Lets the calling thread count subnormal numbers, in single precision those below 1.2e-38, as zero: many processors take a
/// hundred times as long over each of them, and gradients that vanish or weights that decay pass through them. The processor's mode
/// belongs to the thread, so a scope sets it and <see cref="Dispose"/> puts back what was. Where the C library offers no way
/// (other systems than Linux on x64 and Windows), subnormal numbers stay.
/// </summary>
internal readonly ref struct Subnormals
{
    private const uint FlushToZero = 0x8000;
    private const uint DenormalsAreZero = 0x0040;

    private const float SmallestNormal = 1.17549435e-38f;

    [ThreadStatic]
    private static bool _areZero;

    private readonly bool _changed;

    private Subnormals(bool changed)
    {
        _changed = changed;
    }

    /// <summary>Whether this machine has the mode.</summary>
    public static bool IsSupported { get; } = Probe();

    /// <summary>Whether the calling thread is in it.</summary>
    public static bool AreZero => _areZero;

    /// <summary>Zero from here to the end of the scope; a scope inside of another changes nothing.</summary>
    public static Subnormals CountAsZero()
    {
        bool change = IsSupported && !_areZero;
        if (change)
        {
            Set(zero: true);
        }

        return new Subnormals(change);
    }

    /// <summary>For a thread that works for another: the mode that the other is in.</summary>
    public static void Follow(bool zero)
    {
        if (_areZero != zero)
        {
            Set(zero);
        }
    }

    /// <summary>Back to what was.</summary>
    public void Dispose()
    {
        if (_changed)
        {
            Set(zero: false);
        }
    }

    private static void Set(bool zero)
    {
        Write(zero);
        _areZero = zero;
    }

    private static bool Probe()
    {
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        if (!isX64 || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            return false;
        }

        try
        {
            Write(zero: true);
            bool works = Halve(SmallestNormal) == 0;
            Write(zero: false);
            return works && Halve(SmallestNormal) != 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Halve(float x) => x * 0.5f;

    private static unsafe void Write(bool zero)
    {
        const uint Bits = FlushToZero | DenormalsAreZero;
        if (OperatingSystem.IsWindows())
        {
            const uint DenormalControl = 0x03000000, Flush = 0x01000000;
            _ = SetWindows(out _, zero ? Flush : 0, DenormalControl);
            return;
        }

        // fenv_t of x86-64: 28 bytes of the old unit's state, then the register that vectors obey
        uint* environment = stackalloc uint[8];
        _ = GetLinux(environment);
        environment[7] = zero ? environment[7] | Bits : environment[7] & ~Bits;
        _ = SetLinux(environment);
    }

    [DllImport("libm.so.6", EntryPoint = "fegetenv"), SuppressGCTransition]
    private static extern unsafe int GetLinux(uint* environment);

    [DllImport("libm.so.6", EntryPoint = "fesetenv"), SuppressGCTransition]
    private static extern unsafe int SetLinux(uint* environment);

    [DllImport("ucrtbase.dll", EntryPoint = "_controlfp_s"), SuppressGCTransition]
    private static extern int SetWindows(out uint current, uint value, uint mask);
}
