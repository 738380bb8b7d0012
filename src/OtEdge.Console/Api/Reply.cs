using Microsoft.AspNetCore.Http;

namespace OtEdge.Console.Api;

/// <summary>Turns answers into HTTP: a value is JSON, a refusal is problem details (RFC 9457).</summary>
internal static class Reply
{
    /// <summary>Media type of problem details.</summary>
    public const string ProblemType = "application/problem+json";

    /// <summary>A value as JSON.</summary>
    public static IResult Json<T>(T value) => Results.Json(value, ApiJson.Options);

    /// <summary>A value as JSON, or the refusal.</summary>
    public static IResult Of<T>(Answer<T> answer)
        where T : class =>
        answer.IsDone ? Json(answer.Value) : Of(answer.Refusal);

    /// <summary>A refusal as problem details; the type is a stable word of this API.</summary>
    public static IResult Of(Refusal refusal)
    {
        int status = StatusOf(refusal.Kind);
        var details = new RefusalView
        {
            Type = $"urn:otedge:problem:{Word(refusal.Kind)}",
            Title = refusal.Title,
            Status = status,
            Detail = refusal.Detail,
            Problems = refusal.Problems,
            Edited = refusal.Edited,
        };

        return Results.Json(details, ApiJson.Options, ProblemType, status);
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.SignedOut => StatusCodes.Status401Unauthorized,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Unknown => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Changed => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Unconditional => StatusCodes.Status428PreconditionRequired,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string Word(RefusalKind kind) => kind.ToString().ToLowerInvariant();
}
