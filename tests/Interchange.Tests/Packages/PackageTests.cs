using System.IO.Compression;
using System.Xml.Linq;

namespace Interchange.Tests;

/// <summary>The packages hold what they should, and programs outside of the repository's tree use them from a feed in a folder.</summary>
public sealed class PackageTests(PackagesFixture packages) : IClassFixture<PackagesFixture>
{
    private const string Program = """
        using Recurrent;

        var x = new float[64, 10, 1];
        var y = new float[64, 1];
        for (var n = 0; n < 64; n++)
        {
            for (var t = 0; t < 10; t++) x[n, t, 0] = MathF.Sin(0.3f * (n + t));
            y[n, 0] = MathF.Sin(0.3f * (n + 10));
        }

        var model = new Sequential(new Lstm(8), new Dense(1));
        model.Compile(new Adam(0.01), "mse");
        var loss = model.Fit(x, y, epochs: 5, seed: 1).Loss;
        Console.WriteLine(loss[^1] < loss[0] ? "learnt" : "not learnt");
        """;

    [Theory]
    [InlineData("Recurrent")]
    [InlineData("Interchange")]
    public void Package_HasAssemblyDocumentationReadmeLicenceAndSymbols(string name)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"Workbook.{name}.0.1.0.nupkg"));
        string[] files = [.. package.Entries.Select(e => e.FullName)];
        Assert.Superset(new HashSet<string> { $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md", "LICENSE" }, files.ToHashSet());
        using var stream = package.GetEntry($"Workbook.{name}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string key) => metadata.Elements().Single(e => e.Name.LocalName == key).Value;
        Assert.Equal(("MIT", "README.md"), (Value("license"), Value("readme")));
        Assert.NotEmpty(Value("description"));
        string[] needed = [.. metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value)];
        Assert.Equal(name == "Recurrent", needed.Length == 0);
        Assert.DoesNotContain("Grpc.Tools", needed);
        using var symbols = ZipFile.OpenRead(Path.Combine(packages.Feed, $"Workbook.{name}.0.1.0.snupkg"));
        Assert.Contains(symbols.Entries, e => e.FullName == $"lib/net10.0/{name}.pdb");
    }

    [Fact]
    public void Project_UsesBothPackages()
    {
        string folder = Directory.CreateDirectory(Path.Combine(packages.Folder, "project")).FullName;
        File.WriteAllText(Path.Combine(folder, "consumer.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Workbook.Interchange" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), $$"""
            using Interchange;
            {{Program}}
            model.SaveOnnx("m.onnx");
            model.SaveKerasWeights("m.weights.h5");
            var again = Sequential.LoadOnnx("m.onnx");
            Console.WriteLine(again.Predict(x).ToArray().Zip(model.Predict(x).ToArray()).All(p => Math.Abs(p.First - p.Second) < 1e-6) ? "the same" : "another");
            """);
        string output = packages.Dotnet(folder, "run", "-c", "Release");
        Assert.Equal("learnt\nthe same", output.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void FileBasedApp_UsesTheEngine()
    {
        string folder = Directory.CreateDirectory(Path.Combine(packages.Folder, "file")).FullName;
        File.WriteAllText(Path.Combine(folder, "app.cs"), $"""
            #:package Workbook.Recurrent@0.1.0
            #:property PublishAot=false
            {Program}
            """);
        Assert.Equal("learnt", packages.Dotnet(folder, "run", "app.cs").Trim());
    }
}
