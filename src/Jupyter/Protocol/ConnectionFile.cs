using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jupyter.Protocol;

/// <summary>
/// Where a kernel listens and how its messages are signed, as a front end writes it into a file.
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
/// </summary>
public sealed record ConnectionFile
{
    /// <summary>How the sockets are reached; <c>tcp</c> is the only transport spoken here.</summary>
    public string Transport { get; set; } = "tcp";

    /// <summary>The address to bind; loopback unless the file names another.</summary>
    public string Ip { get; set; } = "127.0.0.1";

    /// <summary>Port of the requests that run in order.</summary>
    public required int ShellPort { get; init; }

    /// <summary>Port of what is published.</summary>
    public required int IopubPort { get; init; }

    /// <summary>Port on which the user is asked.</summary>
    public required int StdinPort { get; init; }

    /// <summary>Port of the requests that must not wait: interrupt and shutdown.</summary>
    public required int ControlPort { get; init; }

    /// <summary>Port of the heartbeat.</summary>
    public required int HbPort { get; init; }

    /// <summary>The signing key; an empty one turns signing off.</summary>
    public string Key { get; set; } = "";

    /// <summary>The keyed hash, as <c>hmac-sha256</c>.</summary>
    public string SignatureScheme { get; set; } = "hmac-sha256";

    /// <summary>The kernel's name among the installed ones, where the file tells it.</summary>
    public string? KernelName { get; init; }

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="ConnectionFileException">The file is missing, cannot be read, or does not say what it must.</exception>
    public static ConnectionFile Read(string path)
    {
        string json;
        try
        {
            json = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConnectionFileException($"The connection file '{path}' does not exist; a front end writes it before it starts the kernel.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFileException($"The connection file '{path}' cannot be read: {e.Message}", e);
        }

        try
        {
            return Parse(json);
        }
        catch (JsonException e)
        {
            throw new ConnectionFileException($"The connection file '{path}' is not a whole connection file: {e.Message}", e);
        }
        catch (ConnectionFileException e)
        {
            throw new ConnectionFileException($"The connection file '{path}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Reads the text of a connection file.</summary>
    /// <exception cref="JsonException">Not JSON, or a field is missing or of the wrong kind.</exception>
    /// <exception cref="ConnectionFileException">A field has a value that cannot be used.</exception>
    public static ConnectionFile Parse(string json)
    {
        var file = JsonSerializer.Deserialize(json, ConnectionFileJson.Default.ConnectionFile)
            ?? throw new ConnectionFileException("it holds null instead of an object.");
        if (file.Transport != "tcp")
        {
            throw new ConnectionFileException($"its transport is '{file.Transport}', and only 'tcp' is supported.");
        }

        foreach (var (name, port) in file.Ports())
        {
            if (port is < 1 or > 65535)
            {
                throw new ConnectionFileException($"its {name} is {port}, and a port lies between 1 and 65535.");
            }
        }

        return file;
    }

    /// <summary>Writes the file so that only its owner can read it.</summary>
    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, this, ConnectionFileJson.Default.ConnectionFile);
    }

    /// <summary>The address of a port, as sockets take it.</summary>
    internal string Address(int port) => $"{Transport}://{Ip}:{port}";

    private IEnumerable<(string Name, int Port)> Ports() =>
    [
        ("shell_port", ShellPort), ("iopub_port", IopubPort), ("stdin_port", StdinPort), ("control_port", ControlPort), ("hb_port", HbPort),
    ];
}

/// <summary>A connection file that cannot be used; the message says which and why.</summary>
public sealed class ConnectionFileException : Exception
{
    /// <summary>With a message for the person who started the kernel.</summary>
    public ConnectionFileException(string message)
        : base(message)
    {
    }

    /// <summary>With what was met while reading.</summary>
    public ConnectionFileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectionFile))]
internal sealed partial class ConnectionFileJson : JsonSerializerContext;
