using System.Text.Json.Serialization;

namespace OtEdge.Alerting;

/// <summary>How payloads are written; schemas in `Schemas` describe them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(PresenceDocument))]
internal sealed partial class AlertingJson : JsonSerializerContext;
