namespace OtEdge.Core.Auditing;

/// <summary>
/// The record of who did what, in which nothing can be altered unseen. Thread-safe; never called by a loop of the data plane.
/// What cannot be written throws <see cref="IOException"/>: then nothing may tighten, and going back is owed to it.
/// </summary>
public interface IAudit
{
    /// <summary>The public key that signs checkpoints, as PEM; null while there is none.</summary>
    string? PublicKey { get; }

    /// <summary>Why checkpoints cannot be signed; null while they can.</summary>
    string? Fault { get; }

    /// <summary>Adds a note; durable on return.</summary>
    void Append(AuditNote note);

    /// <summary>Entries, oldest first.</summary>
    IReadOnlyList<AuditEntry> Entries(AuditQuery query);

    /// <summary>Lines of the chain exactly as they are kept, oldest first, altered ones included.</summary>
    /// <param name="from">Sequence of the first.</param>
    /// <param name="countMax">At most so many.</param>
    IReadOnlyList<string> Lines(long from, int countMax);

    /// <summary>Signed checkpoints, oldest first.</summary>
    IReadOnlyList<AuditCheckpoint> Checkpoints();

    /// <summary>Signs the present end of the chain; durable on return.</summary>
    /// <returns>The newest checkpoint; null when there are no entries or no key.</returns>
    AuditCheckpoint? Sign();
}
