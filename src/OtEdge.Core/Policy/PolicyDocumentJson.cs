#pragma warning disable CA1822 // being written
namespace OtEdge.Core.Policy;

/// <summary>A policy as canonical JSON with every name resolved: what a revision keeps, and what its digest is taken over.</summary>
public static class PolicyDocumentJson
{
    /// <summary>Writes the whole document; equal documents give equal text.</summary>
    public static string Write(PolicyDocument policy) => throw new NotImplementedException();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not such a document.</exception>
    public static PolicyDocument Read(string json) => throw new NotImplementedException();

    /// <summary>Lower-case SHA-256 over what decides: protocol, allow-span, rules and pins; not file, lines, text or tests.</summary>
    public static string Digest(PolicyDocument policy) => throw new NotImplementedException();
}
