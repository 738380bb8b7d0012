namespace OtEdge.Console.Api;

/// <summary>What the API asks about recorded traffic and policies; thread-safe.</summary>
public interface IReplays
{
    /// <summary>What a policy would have done to recorded traffic of a conduit, compared with the live one.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="request">The policy, and how far back.</param>
    /// <param name="tell">Takes the share of the work that is done, 0 to 1; null: nobody asks.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Answer<ReplayView>> ReplayAsync(string conduit, ReplayRequest request, Action<double>? tell, CancellationToken cancellation);

    /// <summary>A policy that allows what was recorded of a conduit.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="request">What it is to be suggested from.</param>
    /// <param name="tell">Takes the share of the work that is done, 0 to 1; null: nobody asks.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Answer<SuggestionView>> SuggestAsync(string conduit, SuggestionRequest request, Action<double>? tell, CancellationToken cancellation);

    /// <summary>What is to be said of a policy that somebody writes for a conduit; problems are in the answer.</summary>
    Answer<PolicyCheckView> Check(string conduit, PolicyText policy);

    /// <summary>The JSON Schema of policy files.</summary>
    string PolicySchema { get; }
}
