namespace Cli;

/// <summary>What the command tells its caller. Of several that hold, the highest.</summary>
internal static class ExitCode
{
    public const int Passed = 0;

    /// <summary>A cell failed, or its outputs differed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or an input cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>A cell or a notebook ran out of time, or the process it ran in ended.</summary>
    public const int Died = 3;

    /// <summary>Stopped by Ctrl-C, as shells count it.</summary>
    public const int Stopped = 130;
}
