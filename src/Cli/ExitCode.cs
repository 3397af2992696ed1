namespace Cli;

/// <summary>What the command tells its caller.</summary>
internal static class ExitCode
{
    public const int Passed = 0;

    /// <summary>A cell failed, differed, timed out or died.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or an input cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C, as shells count it.</summary>
    public const int Stopped = 130;
}
