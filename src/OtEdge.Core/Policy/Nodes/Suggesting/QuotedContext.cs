using System.Text.Json.Serialization;

namespace OtEdge.Core.Policy.Nodes.Suggesting;

/// <summary>Writes texts as JSON without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class QuotedContext : JsonSerializerContext;
