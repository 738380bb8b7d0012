using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OtEdge.Console.Serving;

/// <summary>The console's pages, which travel inside the program; nothing is fetched from elsewhere.</summary>
internal static class WebFiles
{
    private const string Root = "web/";

    /// <summary>Every file of the console.</summary>
    public static IReadOnlyList<WebFile> All { get; } = [.. Read()];

    /// <summary>Maps each file to its path, and the start page to `/`.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (WebFile file in All)
        {
            string path = file.Path == "/index.html" ? "/" : file.Path;
            endpoints.MapGet(path, (HttpContext http) => ServeAsync(http, file)).WithMetadata(OpenToAll.Mark);
        }
    }

    private static async Task ServeAsync(HttpContext http, WebFile file)
    {
        HttpResponse response = http.Response;
        response.Headers.ETag = file.Tag;
        // Vite names assets by their content; the start page names them, so it is asked for each time.
        response.Headers.CacheControl = file.Path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.Contains(file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool packs = $"{http.Request.Headers.AcceptEncoding}".Contains("gzip", StringComparison.OrdinalIgnoreCase);
        byte[] bytes = packs ? file.Packed : file.Plain;
        response.ContentType = file.Type;
        response.ContentLength = bytes.Length;
        if (packs)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static IEnumerable<WebFile> Read()
    {
        var assembly = typeof(WebFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Root, StringComparison.Ordinal)))
        {
            using Stream content = assembly.GetManifestResourceStream(name)!;
            using var plain = new MemoryStream();
            content.CopyTo(plain);
            byte[] bytes = plain.ToArray();
            string path = "/" + name[Root.Length..].Replace('\\', '/');
            yield return new WebFile(path, TypeOf(path), bytes, Pack(bytes), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
