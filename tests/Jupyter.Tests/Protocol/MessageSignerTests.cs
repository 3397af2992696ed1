using System.Text;
using Jupyter.Protocol;

namespace Jupyter.Tests.Protocol;

public sealed class MessageSignerTests
{
    [Fact]
    public void Sign_IsHmacSha256OfTheFramesInOrder()
    {
        // RFC 4231, test case 2, its data cut in two.
        var signature = new MessageSigner("Jefe").Sign("what do ya "u8.ToArray(), "want for nothing?"u8.ToArray());

        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", signature);
    }

    [Fact]
    public void Verify_AcceptsOnceAndRefusesTheReplay()
    {
        var signer = new MessageSigner("key");
        var frame = "{}"u8.ToArray();
        var signature = Encoding.ASCII.GetBytes(signer.Sign(frame));

        signer.Verify(signature, frame);

        var error = Assert.Throws<MessageException>(() => signer.Verify(signature, frame));
        Assert.Contains("received before", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void Verify_RefusesAnotherSignature(string signature)
    {
        var error = Assert.Throws<MessageException>(() => new MessageSigner("key").Verify(Encoding.ASCII.GetBytes(signature), "{}"u8.ToArray()));

        Assert.Contains("signature is wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_TakesAnythingWithoutAKey()
    {
        var signer = new MessageSigner("");

        signer.Verify([], "{}"u8.ToArray());
        signer.Verify([], "{}"u8.ToArray());

        Assert.Equal("", signer.Sign("{}"u8.ToArray()));
    }

    [Fact]
    public void Scheme_ThatIsNotKnownIsNamed()
    {
        var error = Assert.Throws<ConnectionFileException>(() => new MessageSigner("key", "hmac-md4"));

        Assert.Contains("hmac-md4", error.Message, StringComparison.Ordinal);
    }
}
