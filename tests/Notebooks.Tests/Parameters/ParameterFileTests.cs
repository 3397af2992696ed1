namespace Notebooks.Tests.Parameters;

public sealed class ParameterFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<Parameter> Read(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return ParameterFile.Read(file);
    }

    private const string Json = """{"rate": 0.5, "n": 3, "on": true, "none": null, "name": "1", "sizes": [1, 2], "map": {"a": 1e3}}""";
    private const string Yaml = """
        rate: 0.5
        n: 3
        on: true
        none: ~
        name: "1"
        sizes: [1, 2]
        map:
          a: 1e3
        """;

    [Fact]
    public void JsonAndYaml_SayTheSame()
    {
        var json = Read("p.json", Json).Select(parameter => (parameter.Name, parameter.Value?.ToJsonString()));
        var yaml = Read("p.yaml", Yaml).Select(parameter => (parameter.Name, parameter.Value?.ToJsonString()));

        Assert.Equal([("rate", "0.5"), ("n", "3"), ("on", "true"), ("none", null), ("name", "\"1\""), ("sizes", "[1,2]"), ("map", "{\"a\":1e3}")], json);
        Assert.Equal(json, yaml);
    }

    [Theory]
    [InlineData("p.json", "{", "neither JSON nor")]
    [InlineData("p.json", "[1]", "must hold one object")]
    [InlineData("p.yaml", "a: [1", "neither JSON nor")]
    [InlineData("p.yaml", "- 1", "must hold one object")]
    [InlineData("p.yaml", "a: &x [*x]", "neither JSON nor")]
    [InlineData("p.yaml", "? [1]\n: 2", "neither JSON nor")]
    public void Files_ThatHoldSomethingElse_AreNamed(string name, string text, string said)
    {
        var error = Assert.Throws<ParameterException>(() => Read(name, text));
        Assert.Contains(Path.Combine(_folder, name), error.Message);
        Assert.Contains(said, error.Message);
    }

    [Fact]
    public void Files_ThatAreMissing_AreNamed() =>
        Assert.Contains("nowhere.json cannot be read", Assert.Throws<ParameterException>(() => ParameterFile.Read(Path.Combine(_folder, "nowhere.json"))).Message);
}
