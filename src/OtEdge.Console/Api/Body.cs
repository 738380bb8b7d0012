using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OtEdge.Console.Api;

/// <summary>Reads the JSON body of a request.</summary>
internal static class Body
{
    /// <summary>The body; an empty one is an empty object. Bodies beyond the server's limit and bad JSON are refused.</summary>
    public static async Task<Answer<T>> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            if (request.ContentLength == 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
            {
                return JsonSerializer.Deserialize<T>("{}", ApiJson.Options)!;
            }

            T? body = await JsonSerializer.DeserializeAsync<T>(
                request.Body, ApiJson.Options, request.HttpContext.RequestAborted);
            return body is null ? Refuse("null") : body;
        }
        catch (JsonException fault)
        {
            return Refuse(fault.Message);
        }
        catch (BadHttpRequestException fault)
        {
            return Refuse(fault.Message);
        }
    }

    private static Refusal Refuse(string fault) => new(
        RefusalKind.Invalid, "Unreadable request", $"The body is not the JSON that is expected here: {fault}");
}
