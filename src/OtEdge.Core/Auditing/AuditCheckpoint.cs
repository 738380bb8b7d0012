namespace OtEdge.Core.Auditing;

/// <summary>A signed word that the chain had reached an entry; kept elsewhere, it holds everything up to there fast.</summary>
/// <param name="Sequence">The last entry that it speaks of.</param>
/// <param name="Hash">Hash of that entry.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Key">Lower-case SHA-256 of the public key (SubjectPublicKeyInfo, RFC 5280 cl. 4.1.2.7).</param>
/// <param name="Signature">Base64 of the ECDSA signature over <see cref="Text"/> (P-256, SHA-256, fixed-size fields).</param>
public sealed record AuditCheckpoint(long Sequence, string Hash, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>What is signed: JSON on one line.</summary>
    public string Text => TextOf(Sequence, Hash, At, Key);

    /// <summary>The text of a checkpoint that is to be signed.</summary>
    public static string TextOf(long sequence, string hash, DateTimeOffset at, string key) => AuditText.Json(json =>
    {
        json.WriteNumber("checkpoint", sequence);
        json.WriteString("hash", hash);
        json.WriteString("at", AuditText.Moment(at));
        json.WriteString("key", key);
    });
}
