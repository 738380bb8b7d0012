using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OtEdge.Journal;

/// <summary>Writes a network as people do: <c>10.20.0.0/28</c>.</summary>
internal sealed class IPNetworkJsonConverter : JsonConverter<IPNetwork>
{
    /// <inheritdoc/>
    public override IPNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPNetwork.TryParse(reader.GetString(), out IPNetwork network)
            ? network
            : throw new JsonException($"expected a network such as 10.20.0.0/28, got '{reader.GetString()}'");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IPNetwork value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
