using Jupyter.Kernelspecs;

namespace Jupyter.Tests.Kernelspecs;

public sealed class KernelspecInstallerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-").FullName;
    private readonly KernelspecInstaller _installer;

    public KernelspecInstallerTests() => _installer = KernelspecInstaller.In(_folder, new KernelLaunch(["/opt/dotnet", "/opt/workbook.dll"], null));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("C#", ".net-csharp", ".NET (C#)")]
    [InlineData("F#", ".net-fsharp", ".NET (F#)")]
    public void Install_WritesWhatFrontEndsRead(string language, string name, string displayName)
    {
        var spec = Kernelspec.Read(_installer.Install(language));

        Assert.Equal(["/opt/dotnet", "/opt/workbook.dll", "kernel", "start", "--language", language, "{connection_file}"], spec.Argv);
        Assert.Equal((language, displayName, "message"), (spec.Language, spec.DisplayName, spec.InterruptMode));
        Assert.Equal([name], Directory.GetDirectories(_folder).Select(Path.GetFileName));
        Assert.Equal(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], Directory.GetFiles(Path.Combine(_folder, name)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Uninstall_RemovesExactlyWhatWasInstalled()
    {
        var neighbour = Directory.CreateDirectory(Path.Combine(_folder, "python3")).FullName;
        File.WriteAllText(Path.Combine(neighbour, "kernel.json"), "{}");
        var kept = Path.Combine(_installer.Install("C#"), "kernel.js");
        File.WriteAllText(kept, "someone's own");
        _installer.Install("F#", "mine", "My F#");

        Assert.True(_installer.Uninstall(".net-csharp"));
        Assert.True(_installer.Uninstall("mine"));
        Assert.False(_installer.Uninstall("mine"));

        Assert.Equal([kept, Path.Combine(neighbour, "kernel.json")], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"argv\": [\"other\"], \"display_name\": \"Other\", \"language\": \"C#\"}")]
    [InlineData("not a kernelspec")]
    public void Install_LeavesAForeignKernelspecAloneUnlessForced(string theirs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, ".net-csharp")).FullName;
        File.WriteAllText(Path.Combine(folder, "kernel.json"), theirs);

        Assert.Contains("--force", Assert.Throws<KernelspecException>(() => _installer.Install("C#")).Message, StringComparison.Ordinal);
        Assert.Throws<KernelspecException>(() => _installer.Uninstall(".net-csharp"));
        Assert.Equal(theirs, File.ReadAllText(Path.Combine(folder, "kernel.json")));
        _installer.Install("C#", force: true);

        Assert.Equal(".NET (C#)", Kernelspec.Read(folder).DisplayName);
    }

    [Fact]
    public void Install_ASecondTimeRenewsOurOwn()
    {
        _installer.Install("C#", displayName: "old");

        Assert.Equal(".NET (C#)", Kernelspec.Read(_installer.Install("C#")).DisplayName);
    }

    [Fact]
    public void Install_PassesOptionsOn() =>
        Assert.Equal(
            ["/opt/dotnet", "/opt/workbook.dll", "kernel", "start", "--language", "F#", "--offline", "--locked", "{connection_file}"],
            Kernelspec.Read(_installer.Install("F#", options: ["--offline", "--locked"])).Argv);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void Name_ThatCannotBeOneIsRefused(string name)
    {
        Assert.Throws<KernelspecException>(() => _installer.Install("C#", name));
        Assert.Throws<KernelspecException>(() => _installer.Uninstall(name));
    }

    [Fact]
    public void Launch_IsTheHostBesideTheRuntimeOrTheCommandOfATool()
    {
        var runtime = Path.Combine(_folder, "shared", "Microsoft.NETCore.App", "10.0.0") + Path.DirectorySeparatorChar;
        var tool = KernelLaunch.Of("/home/a/.dotnet/tools/workbook", "/home/a/.dotnet/tools/.store/workbook/1.0.0/any/", runtime, _ => true);
        var build = KernelLaunch.Of("/src/bin/workbook", "/src/bin/", runtime, _ => true);

        Assert.Equal(["/home/a/.dotnet/tools/workbook"], tool.Command);
        Assert.Equal(_folder, tool.Env!["DOTNET_ROOT"]);
        Assert.Equal([Path.Combine(_folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), "/src/bin/workbook.dll"], build.Command);
        Assert.Throws<FileNotFoundException>(() => KernelLaunch.Of("/src/bin/workbook", "/src/bin/", runtime, _ => false));
    }
}
