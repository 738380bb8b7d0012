using OtEdge.Core.Auditing;

namespace OtEdge.Core.Staging.Exempting;

/// <summary>Keeps break-glass and permits over restarts. Thread-safe; throws <see cref="IOException"/> when the disk fails.</summary>
public interface IExemptions
{
    /// <summary>Writes break-glass as it now stands and, with it in one transaction, what the audit says of it and the conduit's confirmed
    /// record where that changes; durable on return.</summary>
    /// <param name="glass">As it now stands.</param>
    /// <param name="note">Who did what and why, for the audit.</param>
    /// <param name="confirmed">The conduit's new confirmed record (its totals are ignored); null: unchanged.</param>
    void Keep(BreakGlass glass, AuditNote note, ConduitRecord? confirmed = null);

    /// <summary>Writes a permit as it now stands, with what the audit says of it; durable on return.</summary>
    /// <param name="permit">As it now stands.</param>
    /// <param name="note">Who did what and why; null: only its time went on.</param>
    void Keep(Permit permit, AuditNote? note);

    /// <summary>Every break-glass ever, oldest first.</summary>
    IReadOnlyList<BreakGlass> Glasses();

    /// <summary>Every permit ever, oldest first.</summary>
    IReadOnlyList<Permit> Permits();
}
