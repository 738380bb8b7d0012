namespace OtEdge.Console.Api;

/// <summary>A policy suggested from what was seen.</summary>
/// <param name="Conduit">The conduit.</param>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Text">The policy as YAML, with the evidence behind each rule in comments.</param>
/// <param name="Requests">Requests that it was made from.</param>
/// <param name="Notes">What to keep in mind, one sentence each.</param>
public sealed record SuggestionView(string Conduit, string Policy, string Text, long Requests, IReadOnlyList<string> Notes)
{
    /// <summary>Number of rules.</summary>
    public required int Rules { get; init; }

    /// <summary>Flows that were seen and are not allowed: rare writes, and what no rule can allow.</summary>
    public required int FlowsLeftOut { get; init; }

    /// <summary>Operations of these flows.</summary>
    public required long OperationsLeftOut { get; init; }
}
