using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Host.Evidence;

/// <summary>The one form of a JSON document that a digest is taken over: properties by name (ordinal), no white space, UTF-8.</summary>
internal static class CanonicalJson
{
    private const string DigestName = "digest";

    /// <summary>Gives a report its digest.</summary>
    public static EvidenceView Seal(EvidenceView report) =>
        report with { Digest = DigestOf(JsonSerializer.SerializeToElement(report with { Digest = null }, ApiJson.Options)) };

    /// <summary>Lower-case SHA-256 over a document without its own digest.</summary>
    public static string DigestOf(JsonElement document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, document, isRoot: true);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, bool isRoot)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject()
                    .Where(property => !isRoot || property.Name != DigestName)
                    .OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, isRoot: false);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, isRoot: false);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
