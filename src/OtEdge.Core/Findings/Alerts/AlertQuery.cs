namespace OtEdge.Core.Findings.Alerts;

/// <summary>Which alerts are wanted, newest first.</summary>
/// <param name="Conduit">Only of this conduit; null: of all.</param>
/// <param name="SeverityMin">Only of this severity or a higher one.</param>
/// <param name="Since">Only raised or seen at or after; null: since ever.</param>
/// <param name="IsOpen">Only those that go on (true) or are over (false); null: both.</param>
/// <param name="CountMax">At most so many, 1 to 10,000.</param>
public sealed record AlertQuery(
    string? Conduit = null,
    AlertSeverity SeverityMin = AlertSeverity.Low,
    DateTimeOffset? Since = null,
    bool? IsOpen = null,
    int CountMax = 100);
