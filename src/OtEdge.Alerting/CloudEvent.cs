using System.Text.Json;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting;

/// <summary>An alert as a CloudEvent 1.0 in structured JSON. Source and id together name the alert: equal ones are duplicates.</summary>
internal sealed record CloudEvent
{
    /// <summary>Content type of the structured mode, CloudEvents JSON format 1.0, 3.</summary>
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    public string Specversion { get; init; } = "1.0";

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Type { get; init; }

    public required string? Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    public string Datacontenttype { get; init; } = "application/json";

    public string Dataschema { get; init; } = "urn:otedge:schema:alert:1";

    public required string Severity { get; init; }

    public required AlertDocument Data { get; init; }

    /// <summary>The bytes of an alert.</summary>
    public static byte[] Write(Alert alert, GatewayName gateway)
    {
        AlertDocument data = AlertDocument.Of(alert);
        var written = new CloudEvent
        {
            Id = alert.Id,
            Source = $"/otedge/{Uri.EscapeDataString(gateway.Site)}/{Uri.EscapeDataString(gateway.Gateway)}",
            Type = $"otedge.alert.{data.Kind}",
            Subject = data.Conduit,
            Time = data.RaisedAt,
            Severity = data.Severity,
            Data = data,
        };
        return JsonSerializer.SerializeToUtf8Bytes(written, AlertingJson.Default.CloudEvent);
    }
}
