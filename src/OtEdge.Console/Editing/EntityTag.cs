using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OtEdge.Console.Api;

namespace OtEdge.Console.Editing;

/// <summary>
/// Entity tags (RFC 9110, 8.8.3) of what people edit. A tag covers what people decide, not what traffic counts: an alarm that was seen
/// once more is still the one that a person wants to shelve.
/// </summary>
public static class EntityTag
{
    private const int Letters = 16;

    /// <summary>The tag of what is told apart by these values, quoted.</summary>
    public static string Of(params object?[] values)
    {
        byte[] text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(values, ApiJson.Options));
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(text))[..Letters]}\"";
    }

    /// <summary>A value as JSON with its tag, or the refusal.</summary>
    internal static IResult Reply<T>(HttpContext http, Answer<T> answer, Func<T, string> tagOf)
        where T : class
    {
        if (answer.IsDone)
        {
            http.Response.Headers.ETag = tagOf(answer.Value);
        }

        return Api.Reply.Of(answer);
    }
}
