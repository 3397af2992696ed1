using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Scripting.Tests.Packages;

/// <summary>Packages made on the spot, in a folder that NuGet reads as a feed.</summary>
internal static class LocalFeed
{
    /// <summary>Adds a package with one class <c>Made.ID</c>, whose <c>Version</c> is the package's.</summary>
    public static void Add(string folder, string id, string version, string framework = "net8.0", string? code = null, (string Path, byte[] Content)? native = null)
    {
        Directory.CreateDirectory(folder);
        using var package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(package, $"{id}.nuspec", System.Text.Encoding.UTF8.GetBytes($"""
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>tests</description></metadata>
            </package>
            """));
        Write(package, $"lib/{framework}/{id}.dll", Compile(id, version, code ?? $"namespace Made; public class {id} {{ public string Version => \"{version}\"; }}"));
        if (native is { } file)
        {
            Write(package, file.Path, file.Content);
        }
    }

    private static byte[] Compile(string id, string version, string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Runtime.InteropServices.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var attribute = $"[assembly: System.Reflection.AssemblyVersion(\"{version.Split('-')[0]}.0\")]";
        var compilation = CSharpCompilation.Create(id, [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(attribute)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    private static void Write(ZipArchive package, string path, byte[] content)
    {
        using var entry = package.CreateEntry(path).Open();
        entry.Write(content);
    }
}
