using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OtEdge.Console.Describing;

/// <summary>Says of an endpoint, where it is mapped, what the description of the API tells: what it is for, what it takes, what it gives.</summary>
internal static class Descriptions
{
    private const string Json = "application/json";

    /// <summary>Gives a document.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">What it is for, one sentence.</param>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).Produces<T>(StatusCodes.Status200OK, Json);

    /// <summary>Gives something else than a JSON document.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="summary">What it is for, one sentence.</param>
    public static RouteHandlerBuilder GivesFile(this RouteHandlerBuilder endpoint, string mediaType, string summary) =>
        endpoint.WithSummary(summary).Produces<Stream>(StatusCodes.Status200OK, mediaType);

    /// <summary>Gives plain text.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">What it is for, one sentence.</param>
    public static RouteHandlerBuilder GivesText(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).Produces<string>(StatusCodes.Status200OK, "text/plain");

    /// <summary>Gives nothing.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">What it is for, one sentence.</param>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).Produces(StatusCodes.Status204NoContent);

    /// <summary>Takes a document; an empty body stands for an empty one.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : class =>
        endpoint.Accepts<T>(isOptional: true, Json);

    /// <summary>Answers with an entity tag.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder HasTag(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(TagHeader.Mark);

    /// <summary>Heeds If-Match.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder HeedsMatch(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new MatchHeader(IsNeeded: false));

    /// <summary>Needs If-Match, and answers with the new entity tag.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder NeedsMatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new MatchHeader(IsNeeded: true), TagHeader.Mark);

    /// <summary>Reads query parameters.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="parameters">Name and meaning of each.</param>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint, params (string Name, string Words)[] parameters) =>
        endpoint.WithMetadata([.. parameters.Select(one => (object)new QueryParameter(one.Name, one.Words))]);
}
