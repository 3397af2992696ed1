namespace Jupyter.Tests;

/// <summary>The installed kernels under the clients people use, each in a script of its own.</summary>
[Collection("Real clients")]
public sealed class RealClientTests : IDisposable
{
    private readonly InstalledKernels _kernels = new();

    public void Dispose() => _kernels.Dispose();

    [PythonFact("jupyter_kernel_test")]
    public void Conformance_OfCSharpHoldsWithNoSampleSkipped() => _kernels.Passes("check_conformance.py", "csharp");

    [PythonFact("jupyter_kernel_test")]
    public void Conformance_OfFSharpHoldsWithNoSampleSkipped() => _kernels.Passes("check_conformance.py", "fsharp");

    [PythonFact("jupyter_client")]
    public void Client_SeesEveryBehaviourOfTheWire() => _kernels.Passes("check_wire.py");

    [PythonFact("jupyter_client")]
    public void Output_IsWholeInOrderAndInItsCellHoweverItIsWritten() => _kernels.Passes("check_output.py");

    [PythonFact("jupyter_client")]
    public void Interrupt_StopsCSharpWithinHalfASecond() => _kernels.Passes("check_interrupt.py", "csharp");

    [PythonFact("jupyter_client")]
    public void Interrupt_StopsFSharpWithinHalfASecond() => _kernels.Passes("check_interrupt.py", "fsharp");

    [PythonFact("jupyter_client")]
    public void Interrupt_OfACellThatPrintsLeavesTheConsoleToTheNext() => _kernels.Passes("check_printing.py", "csharp", "10");

    [PythonFact("jupyter_client")]
    [Trait("Category", "Slow")]
    public void Interrupt_OfACellThatPrintsHoldsHundredsOfTimes()
    {
        _kernels.Passes("check_printing.py", "csharp", "300");
        _kernels.Passes("check_printing.py", "fsharp", "100");
    }

    [PythonFact("jupyter_client", "nbclient")]
    public void Crash_IsSeenByTheFrontEndAndNothingHangs() => _kernels.Passes("check_crash.py");

    [PythonFact("jupyter_client")]
    public void Shutdown_TakesLessThanTwoSecondsWhateverRuns() => _kernels.Passes("check_end.py");

    [PythonFact("jupyter_client")]
    public void Install_PutsTheKernelsWhereJupyterLooksAndTakesThemOutAgain() => _kernels.Passes("check_install.py");

    [PythonFact("nbclient", "nbconvert")]
    public void Notebook_RunsInNbclientAndNbconvert() =>
        _kernels.Passes("check_notebook.py", Path.Combine(AppContext.BaseDirectory, "notebooks", "polyglot.ipynb"));

    [PythonFact("jupyter_console")]
    public void Console_RunsACellAndLeaves() => _kernels.Passes("check_console.py");

    [HubFact]
    public void Hub_GivesTwoUsersAtOnceAKernelEach() => _kernels.Passes("check_hub.py");

    [PythonFact("jupyter_client")]
    public void Kernel_StartsRunsAndEndsTenTimes() => _kernels.Passes("check_rounds.py", "10");

    [PythonFact("jupyter_client")]
    [Trait("Category", "Slow")]
    public void Kernel_StartsRunsAndEndsTwoHundredTimes() => _kernels.Passes("check_rounds.py", "200");
}
