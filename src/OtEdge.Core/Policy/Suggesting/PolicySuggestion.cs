namespace OtEdge.Core.Policy.Suggesting;

/// <summary>A policy that allows what was seen, for people to look through.</summary>
/// <param name="Text">The policy as YAML, with the evidence behind each rule in comments.</param>
/// <param name="Rules">Number of its rules.</param>
/// <param name="LeftOut">Flows that it does not allow although they were seen: rare writes, and what no rule can allow.</param>
public sealed record PolicySuggestion(string Text, int Rules, IReadOnlyList<ObservedFlow> LeftOut);
