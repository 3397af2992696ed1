namespace Scripting.Packages;

/// <summary>
/// Feeds of .NET's own previews that older notebooks name. Their packages have long been released, or the feeds are gone; where one
/// of them cannot be reached the others do. Any other feed that cannot be reached is an error: a package of the same name from
/// elsewhere may be somebody else's.
/// </summary>
internal static class ClosedFeeds
{
    private const string Unreachable = "NU1301";
    private static readonly string[] s_feeds = ["https://dotnet.myget.org/", "https://dotnetfeed.blob.core.windows.net/", "https://pkgs.dev.azure.com/dnceng/"];

    /// <summary>The feeds of a request that may be left out.</summary>
    public static IEnumerable<string> Among(RestoreRequest request) =>
        request.Feeds.Where(feed => s_feeds.Any(closed => feed.StartsWith(closed, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The request without them, if a restore has failed for one of them; else null.</summary>
    public static RestoreRequest? Without(RestoreRequest request, string errors)
    {
        var unreachable = Among(request).ToArray();
        return errors.Contains(Unreachable, StringComparison.Ordinal) && unreachable.Any(feed => errors.Contains(feed, StringComparison.OrdinalIgnoreCase))
            ? request with { Feeds = request.Feeds.RemoveRange(unreachable) }
            : null;
    }
}
