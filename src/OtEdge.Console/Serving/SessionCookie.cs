using Microsoft.AspNetCore.Http;

namespace OtEdge.Console.Serving;

/// <summary>The cookie that carries a session's secret: opaque, out of reach of scripts, and sent to this server only.</summary>
internal static class SessionCookie
{
    // The prefix makes browsers refuse such a cookie from other hosts and over plain HTTP; on loopback the demo has no TLS.
    private const string SecureName = "__Host-otedge";
    private const string PlainName = "otedge";

    /// <summary>The secret that a request carries; null: none.</summary>
    public static string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)];

    /// <summary>Has the browser keep a secret until it is closed.</summary>
    public static void Write(HttpContext http, string secret) => http.Response.Cookies.Append(NameFor(http), secret, Options(http));

    /// <summary>Has the browser forget it.</summary>
    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), Options(http));

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    };
}
