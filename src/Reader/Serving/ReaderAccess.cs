using System.Security.Cryptography;
using System.Text;

namespace Reader.Serving;

/// <summary>
/// Who may use one running reader. The address it prints holds a token of 256 random bits; the browser that opens it is given
/// a cookie for the token, which then is worth nothing. A page tells by the instance's id that it talks to the reader it came from.
/// </summary>
internal sealed class ReaderAccess
{
    private const int Bits = 256;
    private readonly byte[] _cookie = Encoding.ASCII.GetBytes(Random(Bits));
    private readonly Lock _gate = new();
    private byte[] _token = Encoding.ASCII.GetBytes(Random(Bits));

    /// <summary>The instance's id: not secret, and different in every run of the reader.</summary>
    public string Instance { get; } = Random(64);

    /// <summary>The cookie's name. Cookies are shared by all ports of a host, so that it must not be another reader's.</summary>
    public string CookieName => "workbook-" + Instance;

    public string CookieValue => Encoding.ASCII.GetString(_cookie);

    /// <summary>The token that opens the reader next.</summary>
    public string Token
    {
        get
        {
            lock (_gate)
            {
                return Encoding.ASCII.GetString(_token);
            }
        }
    }

    /// <summary>Whether the text is the token; it then is used up, and there is another one.</summary>
    public bool TakeToken(string text)
    {
        lock (_gate)
        {
            if (!AreEqual(text, _token))
            {
                return false;
            }

            _token = Encoding.ASCII.GetBytes(Random(Bits));
            return true;
        }
    }

    public bool IsCookie(string? text) => text is not null && AreEqual(text, _cookie);

    public bool IsInstance(string? text) => text == Instance;

    private static bool AreEqual(string text, byte[] secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), secret);

    private static string Random(int bits) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bits / 8));
}
