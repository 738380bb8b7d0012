using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Console.Api;

/// <summary>Raises an alert that says that it is a test.</summary>
/// <param name="Severity">How urgent it pretends to be.</param>
public sealed record TestAlertRequest(AlertSeverity Severity = AlertSeverity.Low);
