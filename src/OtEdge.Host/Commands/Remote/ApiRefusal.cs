using System.Net;
using System.Text;
using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Reads the problem details (RFC 9457) that the API answers with when it refuses.</summary>
internal static class ApiRefusal
{
    /// <summary>The failure that the answer means on the command line.</summary>
    public static CommandFailure From(HttpStatusCode status, string body)
    {
        var code = status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.PreconditionRequired => ExitCode.Wrong,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests
                or HttpStatusCode.PreconditionFailed => ExitCode.Refused,
            _ => ExitCode.Found,
        };
        return new CommandFailure(code, Text(body) ?? $"the gateway answered {(int)status} {status}.");
    }

    private static string? Text(string body)
    {
        try
        {
            var document = JsonElement.Parse(body);
            if (document.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var text = new StringBuilder(Member(document, "detail") ?? Member(document, "title"));
            if (document.TryGetProperty("problems", out var problems) && problems.ValueKind == JsonValueKind.Array)
            {
                foreach (var problem in problems.Deserialize<ProblemView[]>(ApiJson.Options) ?? [])
                {
                    text.AppendLine().Append(ProblemLine.Of(problem));
                }
            }

            return text.Length == 0 ? null : text.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Member(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
