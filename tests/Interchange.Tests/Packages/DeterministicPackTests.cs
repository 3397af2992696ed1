using System.IO.Compression;

namespace Interchange.Tests;

/// <summary>
/// The engine's package has the same bits wherever and whenever it is made. Aside are the times that a zip archive notes, and what NuGet
/// makes up anew each time: the name of the file of core properties, and the list that names it.
/// </summary>
public sealed class DeterministicPackTests : TempFolder
{
    private static readonly string[] s_beside = ["Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE", ".editorconfig"];

    [Fact]
    public void Package_IsTheSameFromAnotherFolderAtAnotherTime()
    {
        string near = Copy("a"), far = Copy("somewhere/else/entirely");
        Pack(near, Place("first"));
        Pack(far, Place("second"), $"-p:BaseIntermediateOutputPath={Place("work")}/", $"-p:BaseOutputPath={Place("built")}/");

        foreach (string kind in (string[])["nupkg", "snupkg"])
        {
            var first = Contents(Place($"first/Workbook.Recurrent.0.1.0.{kind}"));
            var second = Contents(Place($"second/Workbook.Recurrent.0.1.0.{kind}"));
            Assert.Contains(kind == "nupkg" ? "lib/net10.0/Recurrent.dll" : "lib/net10.0/Recurrent.pdb", first.Keys);
            Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
            Assert.Empty(first.Where(file => !file.Value.AsSpan().SequenceEqual(second[file.Key])).Select(file => $"{kind}: {file.Key}"));
        }

        // and no file tells where it was made
        Assert.DoesNotContain(Contents(Place("first/Workbook.Recurrent.0.1.0.snupkg")).Values, bytes => bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Folder)) >= 0);
    }

    private static Dictionary<string, byte[]> Contents(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return archive.Entries.Where(e => e.FullName != "_rels/.rels" && !e.FullName.EndsWith(".psmdcp", StringComparison.Ordinal)).ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static void Pack(string root, string output, params string[] properties)
    {
        PackagesFixture.Run(root, Environment.GetEnvironmentVariable("NUGET_PACKAGES"), ["pack", "-c", "Release", Path.Combine("src", "Recurrent"), "-o", output, "--nologo", .. properties]);
    }

    // the engine's sources and what its build reads above them, without what was built
    private string Copy(string name)
    {
        string root = Directory.CreateDirectory(Place(name)).FullName, sources = Path.Combine(Repository.Root, "src", "Recurrent");
        foreach (string file in Directory.GetFiles(sources, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f))
            .Where(f => f.Split(Path.DirectorySeparatorChar)[2] is not ("bin" or "obj")).Concat(s_beside))
        {
            string to = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(Repository.Root, file), to);
        }

        return root;
    }
}
