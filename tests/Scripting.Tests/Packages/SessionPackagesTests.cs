namespace Scripting.Tests.Packages;

public sealed class SessionPackagesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [RestoreFact]
    public async Task Packages_AreKnownToBothLanguagesAndVersionsThatDifferAreReported()
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#r \"nuget: MathNet.Numerics, [5.0.0]\"\n#:package Newtonsoft.Json@13.0\nusing MathNet.Numerics.LinearAlgebra;\nMatrix<double>.Build.DenseIdentity(3).Determinant()");
        Assert.Equal("1", cells.ResultText);
        Assert.Contains("MathNet.Numerics 5.0.0 is referenced.\n", cells.Stdout, StringComparison.Ordinal);
        Assert.Contains("is used; 13.0 was asked for.\n", cells.Stdout, StringComparison.Ordinal);
        await cells.RunAllAsync("var token = Newtonsoft.Json.Linq.JToken.Parse(\"[1]\");", "#!fsharp\n#!share --from csharp token\nopen Newtonsoft.Json.Linq\ntoken.[0].ToString() + string (token :? JArray)");
        Assert.Equal("1True", cells.ResultText);
        await cells.RunAllAsync("#!reset", "MathNet.Numerics.Constants.E > 2");
        Assert.Equal("True", cells.ResultText);
        Assert.Contains((await cells.Session.CompleteAsync("MathNet.Numerics.Const", 22)).Items, item => item.Text == "Constants");

        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: Newtonsoft.Json, [12.0.3]\""));
        Assert.Contains("restart the session", cells.Error.Value, StringComparison.Ordinal);
    }

    [RestoreFact]
    public async Task FailedLine_LeavesTheSessionAsItWas()
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("var kept = 1;");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: No.Such.Package.Anywhere, 1.0.0\"\nkept = 2;"));
        Assert.Contains("No.Such.Package.Anywhere", cells.Error.Value, StringComparison.Ordinal);
        await cells.RunAllAsync("#r \"nuget: Newtonsoft.Json\"\nNewtonsoft.Json.JsonConvert.SerializeObject(kept)");
        Assert.Equal("1", cells.ResultText);
    }

    [RestoreFact]
    public async Task NativeLibrary_OfAPackageIsLoaded()
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("""
            #r "nuget: SkiaSharp, 4.155.0"
            #r "nuget: SkiaSharp.NativeAssets.Linux.NoDependencies, 4.155.0"
            using SkiaSharp;
            using var bitmap = new SKBitmap(20, 10);
            using var canvas = new SKCanvas(bitmap);
            canvas.Clear(SKColors.Red);
            bitmap.GetPixel(3, 3).ToString()
            """);
        Assert.Equal("#ffff0000", cells.ResultText);
    }

    [RestoreFact]
    public async Task Lock_PinsVersionsAndHashes()
    {
        var options = new SessionOptions { WorkingDirectory = _folder.FullName, LockFile = "notebook.lock" };
        await using (var cells = new Recording(options))
        {
            await cells.RunAllAsync("#r \"nuget: Newtonsoft.Json, 13.0.1\"");
        }

        var path = Path.Combine(_folder.FullName, "notebook.lock");
        Assert.Contains("\"Version\": \"13.0.1\"", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        await using (var cells = new Recording(options with { IsLocked = true, IsOffline = true }))
        {
            await cells.RunAllAsync("#r \"nuget: Newtonsoft.Json\"");
            Assert.Contains("Newtonsoft.Json 13.0.1 is referenced", cells.Stdout, StringComparison.Ordinal);
            Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: MathNet.Numerics\""));
            Assert.Contains("does not list MathNet.Numerics", cells.Error.Value, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"Hash\": \"", "\"Hash\": \"x", StringComparison.Ordinal));
        await using (var cells = new Recording(options with { IsLocked = true }))
        {
            Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: Newtonsoft.Json\""));
            Assert.Contains("its hash differs", cells.Error.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lock_ThatIsMissingIsAnError()
    {
        await using var cells = new Recording(new SessionOptions { WorkingDirectory = _folder.FullName, IsLocked = true });
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: Newtonsoft.Json\""));
        Assert.Contains("notebook.lock cannot be read", cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_IsBuiltAndBuiltAgain()
    {
        var project = _folder.CreateSubdirectory("Local");
        await File.WriteAllTextAsync(Path.Combine(project.FullName, "Local.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        var source = Path.Combine(project.FullName, "Thing.cs");
        await File.WriteAllTextAsync(source, "namespace Local { public class Thing { public int V => 1; } }");
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#:project Local\nvar old = new Local.Thing();\nold.V");
        Assert.Equal("1", cells.ResultText);
        await File.WriteAllTextAsync(source, "namespace Local { public class Thing { public int V => 2; public int Added => 40; } }");
        await cells.RunAllAsync("#!reload", "var thing = new Local.Thing();\nthing.V + thing.Added");
        Assert.Equal("42", cells.ResultText);
    }

    [Theory]
    [InlineData("#r \"project: nowhere\"", "There is no project nowhere")]
    [InlineData("#i \"nuget: nowhere\"", "there is no folder nowhere")]
    [InlineData("#!reload", "nothing to reload")]
    public async Task Path_ThatIsMissingIsAnError(string code, string message)
    {
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalAssembly_IsLoadedFromACopy()
    {
        var copy = Path.Combine(_folder.FullName, "Figures.dll");
        File.Copy(Path.Combine(Places.Figures, "Figures.dll"), copy);
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#r \"Figures.dll\"\nvar location = typeof(Figures.Check).Assembly.Location;", "location");
        Assert.NotEqual(copy, cells.ResultText);
        Assert.True(File.Exists(cells.ResultText));
    }
}
