using Scripting.Packages;

namespace Scripting.Tests.Packages;

public class ClosedFeedsTests
{
    private const string Closed = "https://dotnet.myget.org/F/dotnet-try/api/v3/index.json";
    private const string Own = "https://packages.example.org/v3/index.json";

    private static readonly RestoreRequest s_request = RestoreRequest.Empty(new SessionOptions()) with { Feeds = [Closed, Own] };

    [Fact]
    public void Feed_ThatIsClosedIsLeftOut() =>
        Assert.Equal([Own], ClosedFeeds.Without(s_request, $"error NU1301: Unable to load the service index for source {Closed}.")!.Feeds);

    [Theory]
    [InlineData($"error NU1301: Unable to load the service index for source {Own}.")]
    [InlineData($"error NU1101: Unable to find package A in {Closed}")]
    public void Feed_OfTheUsersThatFailsStaysAnError(string errors) => Assert.Null(ClosedFeeds.Without(s_request, errors));
}
