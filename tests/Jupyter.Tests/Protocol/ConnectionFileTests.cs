using Jupyter.Protocol;

namespace Jupyter.Tests.Protocol;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Whole = """
        {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
         "key": "k-1", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "x", "jupyter_session": "later field"}
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"connection-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Parse_ReadsEveryField()
    {
        var file = ConnectionFile.Parse(Whole);

        Assert.Equal((1, 2, 3, 4, 5), (file.ShellPort, file.IopubPort, file.StdinPort, file.ControlPort, file.HbPort));
        Assert.Equal(("127.0.0.1", "k-1", "tcp", "hmac-sha256", "x"), (file.Ip, file.Key, file.Transport, file.SignatureScheme, file.KernelName));
    }

    [Fact]
    public void Parse_BindsLoopbackWhenTheFileNamesNoAddress()
    {
        var file = ConnectionFile.Parse("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}""");

        Assert.Equal("tcp://127.0.0.1:1", file.Address(file.ShellPort));
        Assert.Equal("hmac-sha256", file.SignatureScheme);
    }

    [Fact]
    public void Read_OfAMissingFileNamesIt()
    {
        var error = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Read(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnUnreadableFileSaysSo()
    {
        Directory.CreateDirectory(_path); // a folder cannot be read as a file, whoever asks
        try
        {
            var error = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Read(_path));
            Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(_path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"shell_port\": 1, \"iopub_port\": 2, \"std")]
    [InlineData("{\"shell_port\": 1}")]
    [InlineData("{\"shell_port\": \"one\", \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": 5}")]
    [InlineData("null")]
    public void Read_OfAHalfWrittenFileSaysSo(string text)
    {
        File.WriteAllText(_path, text);

        var error = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Read(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ip\": \"127.0.0.1\"", "\"transport\": \"ipc\"", "transport is 'ipc'")]
    [InlineData("\"hb_port\": 5", "\"hb_port\": 0", "hb_port is 0")]
    public void Parse_RefusesWhatCannotBeServed(string from, string to, string expected)
    {
        var json = Whole.Replace("\"transport\": \"tcp\", ", "", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal);

        var error = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Parse(json));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_IsReadBackAndIsTheOwnersAlone()
    {
        var file = ConnectionFile.Parse(Whole);

        file.Write(_path);

        Assert.Equal(file, ConnectionFile.Read(_path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
        }
    }
}
