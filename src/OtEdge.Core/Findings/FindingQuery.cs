namespace OtEdge.Core.Findings;

/// <summary>Which findings are wanted, newest first.</summary>
/// <param name="Conduit">Only of this conduit; null: of all.</param>
/// <param name="Kind">Only of this kind; null: of all.</param>
/// <param name="Verdict">Only with this verdict; null: any.</param>
/// <param name="Since">Only seen at or after; null: since ever.</param>
/// <param name="CountMax">At most so many, 1 to 10,000.</param>
public sealed record FindingQuery(
    string? Conduit = null,
    FindingKind? Kind = null,
    VerdictWord? Verdict = null,
    DateTimeOffset? Since = null,
    int CountMax = 100);
