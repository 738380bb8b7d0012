using System.Text.Json.Serialization;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal;

/// <summary>How postures, changes and totals are written into their rows; a golden test holds the text still.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(IPNetworkJsonConverter)])]
[JsonSerializable(typeof(PostureRecord))]
[JsonSerializable(typeof(StagedChange))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(TrafficTotals))]
[JsonSerializable(typeof(NodeFact))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(BreakGlass))]
[JsonSerializable(typeof(Permit))]
internal sealed partial class JournalJson : JsonSerializerContext;
