namespace OtEdge.Console.Api;

/// <summary>What the API asks about recorded traffic and policies; thread-safe.</summary>
public interface IReplays
{
    /// <summary>What a policy would have done to recorded traffic of a conduit, compared with the live one.</summary>
    Task<Answer<ReplayView>> ReplayAsync(string conduit, ReplayRequest request, CancellationToken cancellation);

    /// <summary>A policy that allows what was recorded of a conduit.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="since">How far back, as a duration; null: <c>7d</c>.</param>
    /// <param name="writesMin">How often a write must have been seen; null: 3.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Answer<SuggestionView>> SuggestAsync(string conduit, string? since, int? writesMin, CancellationToken cancellation);
}
