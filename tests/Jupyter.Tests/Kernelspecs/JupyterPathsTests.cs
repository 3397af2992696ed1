using Jupyter.Kernelspecs;

namespace Jupyter.Tests.Kernelspecs;

public sealed class JupyterPathsTests
{
    [Theory]
    [InlineData("Linux", "", "/home/a/.local/share/jupyter")]
    [InlineData("Linux", "XDG_DATA_HOME=/data", "/data/jupyter")]
    [InlineData("Linux", "JUPYTER_DATA_DIR=/own;XDG_DATA_HOME=/data", "/own")]
    [InlineData("MacOS", "XDG_DATA_HOME=/data", "/home/a/Library/Jupyter")]
    [InlineData("Windows", "APPDATA=/roaming", "/roaming/jupyter")]
    public void UserData_FollowsEnvironmentAndPlatform(string platform, string environment, string expected) =>
        Assert.Equal(expected, Paths(platform, environment).UserData);

    [Fact]
    public void KernelFolders_AreInTheOrderInWhichJupyterLooks()
    {
        var folders = Paths("Linux", "JUPYTER_PATH=/first:/second;VIRTUAL_ENV=/venv").KernelFolders;

        Assert.Equal(
            ["/first/kernels", "/second/kernels", "/home/a/.local/share/jupyter/kernels", "/venv/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels", "/home/a/.ipython/kernels"],
            folders);
    }

    [Theory]
    [InlineData("VIRTUAL_ENV=/venv;CONDA_PREFIX=/conda", "/venv")]
    [InlineData("CONDA_PREFIX=/conda", "/conda")]
    [InlineData("PATH=/nowhere", null)]
    public void EnvironmentPrefix_IsThatOfTheActiveEnvironment(string environment, string? expected) =>
        Assert.Equal(expected, Paths("Linux", environment).EnvironmentPrefix);

    private static JupyterPaths Paths(string platform, string environment)
    {
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return new JupyterPaths(variables.GetValueOrDefault, Enum.Parse<Platform>(platform), "/home/a");
    }
}
