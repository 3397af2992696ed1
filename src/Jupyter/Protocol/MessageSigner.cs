using System.Security.Cryptography;
using System.Text;

namespace Jupyter.Protocol;

/// <summary>
/// Signs the four JSON frames of a message with the connection's key, and refuses messages that are signed wrongly or
/// were seen before. https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
/// </summary>
internal sealed class MessageSigner
{
    private const int RememberedSignatures = 65536;

    private readonly byte[] _key;
    private readonly HashAlgorithmName _hash;
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _seenInOrder = [];

    /// <param name="key">The key; empty turns signing off.</param>
    /// <param name="scheme"><c>hmac-</c> and the name of a hash.</param>
    /// <exception cref="ConnectionFileException">The scheme is not known.</exception>
    public MessageSigner(string key, string scheme = "hmac-sha256")
    {
        _key = Encoding.UTF8.GetBytes(key);
        _hash = scheme switch
        {
            "hmac-sha256" => HashAlgorithmName.SHA256,
            "hmac-sha384" => HashAlgorithmName.SHA384,
            "hmac-sha512" => HashAlgorithmName.SHA512,
            _ => throw new ConnectionFileException($"its signature_scheme is '{scheme}'; known are hmac-sha256, hmac-sha384 and hmac-sha512."),
        };
    }

    /// <summary>The signature of the frames, in lower-case hexadecimal; empty when signing is off.</summary>
    public string Sign(params ReadOnlySpan<byte[]> frames)
    {
        if (_key.Length == 0)
        {
            return "";
        }

        using var hmac = IncrementalHash.CreateHMAC(_hash, _key);
        foreach (var frame in frames)
        {
            hmac.AppendData(frame);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>Accepts a signature that is right and new. Not thread-safe: messages arrive on one thread.</summary>
    /// <exception cref="MessageException">The signature is wrong, or was accepted before.</exception>
    public void Verify(byte[] signature, params ReadOnlySpan<byte[]> frames)
    {
        if (_key.Length == 0)
        {
            return;
        }

        var expected = Sign(frames);
        if (!CryptographicOperations.FixedTimeEquals(signature, Encoding.ASCII.GetBytes(expected)))
        {
            throw new MessageException("its signature is wrong");
        }

        if (!_seen.Add(expected))
        {
            throw new MessageException("it was received before");
        }

        _seenInOrder.Enqueue(expected);
        if (_seenInOrder.Count > RememberedSignatures)
        {
            _seen.Remove(_seenInOrder.Dequeue());
        }
    }
}
