using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OtEdge.Core.Policy.Json;

namespace OtEdge.Core.Policy;

/// <summary>A policy as canonical JSON with every name resolved: what a revision keeps, and what its digest is taken over.</summary>
public static class PolicyDocumentJson
{
    /// <summary>Writes the whole document; equal documents give equal text.</summary>
    public static string Write(PolicyDocument policy) => Encoding.UTF8.GetString(PolicyJsonWriter.Write(policy));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not such a document.</exception>
    public static PolicyDocument Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new PolicyJsonReader().Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"expected a policy as canonical JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Lower-case SHA-256 over what decides: protocol, allow-span, rules and pins with ids and clients' addresses; not the
    /// policy's name, file, lines, text or tests, not the names of assets and tags, and not the way that units, ranges,
    /// functions, clients or values are listed.
    /// </summary>
    public static string Digest(PolicyDocument policy) =>
        Convert.ToHexStringLower(SHA256.HashData(PolicyJsonWriter.Write(Deciding.PartOf(policy))));
}
