using System.Runtime.ExceptionServices;

namespace Scripting.Execution;

/// <summary>
/// Exceptions that no code caught, on threads that cells started: each is shown in its cell's stderr, and the process lives.
/// </summary>
internal static class StrayExceptions
{
    private static readonly Lazy<bool> s_installed = new(() =>
    {
        ExceptionHandling.SetUnhandledExceptionHandler(IsHandled);
        return true;
    });

    /// <summary>Takes such exceptions from the runtime, the first time it is called.</summary>
    public static void Install() => _ = s_installed.Value;

    private static bool IsHandled(Exception error)
    {
        // An abort that lands after the cell's last continuation would otherwise end the process.
        if (error is ThreadAbortException)
        {
            return true;
        }

        if (RunningCell.Current is not { } cell)
        {
            return false;
        }

        cell.Outputs.Write("stderr", $"Unhandled exception on a background thread:\n{error}\n");
        return true;
    }
}
