using Microsoft.AspNetCore.Http;

namespace Reader.Serving;

/// <summary>What browsers are told about everything the reader sends: what a page may load and run, and who may show it.</summary>
internal static class ResponsePolicy
{
    /// <summary>
    /// HTML that runs its own script, in a frame: without an origin, so that it sees neither the page nor its cookies, and
    /// without a way to load anything. The header holds also where the address is opened by itself.
    /// </summary>
    public const string Frame = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

    /// <summary>Files are shown by themselves, and nothing in them runs.</summary>
    public const string File = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    /// <summary>Pages of the reader. Nothing runs but its own scripts, so that what slips through the cleaning of outputs stays dead.</summary>
    public static string Page(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Sets what every response has; the stricter of the policies unless the endpoint sets another one.</summary>
    public static void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = File;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
