using Jupyter.Kernelspecs;

namespace Cli.Tests;

/// <summary>A test that needs a kernel of somebody else, and is skipped where it is not installed.</summary>
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute(string kernel)
    {
        if (InstalledKernels.Find(kernel) is null)
        {
            Skip = $"The Jupyter kernel '{kernel}' is not installed.";
        }
    }
}
