using Microsoft.AspNetCore.Http;

namespace Reader.Serving;

/// <summary>
/// Refuses what does not come from a page of this reader: other hosts' names for this address (DNS rebinding), other origins,
/// other sites, whoever has no cookie, and pages left over from another reader on the same port.
/// </summary>
internal sealed class RequestGuard(ReaderAccess access, Func<int> port)
{
    /// <summary>The header, and the field of a socket's address, that hold the instance's id.</summary>
    public const string InstanceHeader = "X-Workbook-Instance";

    public const string InstanceField = "instance";

    /// <summary>Why the request is refused, or null if it is not.</summary>
    public string? Refusal(HttpRequest request) =>
        HostRefusal(request) ?? OriginRefusal(request) ?? SiteRefusal(request) ?? CookieRefusal(request) ?? InstanceRefusal(request);

    /// <summary>Whether the request could change something, or opens a socket.</summary>
    private static bool ChangesState(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || IsSocket(request);

    // A browser also opens sockets over HTTP/2, by a CONNECT; Kestrel serves HTTP/1.1 here.
    private static bool IsSocket(HttpRequest request) => request.Path == Endpoints.Socket || request.Headers.Upgrade.Count > 0;

    private string? HostRefusal(HttpRequest request) =>
        OwnHosts().Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase) ? null : "The request names another host than this reader's.";

    private string? OriginRefusal(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            ? ChangesState(request) ? "The request does not say which page it comes from." : null
            : origin.Count == 1 && origin[0] == "http://" + request.Host.Value ? null : "The request comes from another site's page.";
    }

    // Another port of this machine is the same site, but another program.
    private static string? SiteRefusal(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count == 0 || (site.Count == 1 && site[0] is "same-origin" or "none") ? null : "The request comes from another site's page.";
    }

    private string? CookieRefusal(HttpRequest request) =>
        access.IsCookie(request.Cookies[access.CookieName]) || IsOpening(request)
            ? null
            : "Open the address that 'workbook serve' printed last: it lets this browser in.";

    private string? InstanceRefusal(HttpRequest request)
    {
        if (!ChangesState(request))
        {
            return null;
        }

        var given = IsSocket(request) ? request.Query[InstanceField].ToString() : request.Headers[InstanceHeader].ToString();
        return access.IsInstance(given) ? null : "The page is of another run of the reader; open the address that 'workbook serve' printed last.";
    }

    // The one request that needs no cookie: it brings the token.
    private static bool IsOpening(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/" && request.Query.ContainsKey(Endpoints.TokenField);

    private IEnumerable<string> OwnHosts() => [$"127.0.0.1:{port()}", $"localhost:{port()}"];
}
