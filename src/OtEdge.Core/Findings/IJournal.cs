using OtEdge.Core.Auditing;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Traffic;

namespace OtEdge.Core.Findings;

/// <summary>Keeps state over restarts and power loss. Every method is thread-safe; none may be called by a loop of the data plane.</summary>
/// <remarks>Methods throw <see cref="IOException"/> when the disk cannot be read or written.</remarks>
public interface IJournal : IDisposable
{
    /// <summary>Why the last write failed; null while the journal can be written.</summary>
    string? Fault { get; }

    /// <summary>Who did what, for good; it fails and recovers with the journal.</summary>
    IAudit Audit { get; }

    /// <summary>What devices said of themselves.</summary>
    IDeviceIdentities Devices { get; }

    /// <summary>Break-glass and permits.</summary>
    IExemptions Exemptions { get; }

    /// <summary>True when the process before this one ended in order and owed the journal nothing.</summary>
    bool EndedInOrder { get; }

    /// <summary>Notes that the process ends in order; durable on return.</summary>
    void EndInOrder();

    /// <summary>Every conduit that the journal knows.</summary>
    IReadOnlyList<ConduitRecord> Conduits();

    /// <summary>Makes a conduit known with its first posture, or carries one over to a new name; durable on return.</summary>
    /// <param name="conduit">The record to keep.</param>
    /// <param name="renamedFrom">Its former name, whose record is then gone; null: none.</param>
    void Adopt(ConduitRecord conduit, string? renamedFrom = null);

    /// <summary>Keeps a policy revision; durable on return; a known digest changes nothing.</summary>
    void Keep(PolicyRevision revision);

    /// <summary>A kept revision; null when the digest is unknown.</summary>
    PolicyRevision? Revision(string digest);

    /// <summary>The next free change id.</summary>
    string NextChangeId();

    /// <summary>Writes a change's new state and, with it in one transaction, what the audit says of it and the conduit's confirmed record
    /// where that changes; durable on return.</summary>
    /// <param name="change">The change as it now stands.</param>
    /// <param name="confirmed">The conduit's new confirmed record (its totals are ignored); null: unchanged.</param>
    /// <param name="note">Who did it and why, for the audit; null: <see cref="AuditNote.Of(StagedChange)"/>.</param>
    void Commit(StagedChange change, ConduitRecord? confirmed = null, AuditNote? note = null);

    /// <summary>A change by its id; null when there is none.</summary>
    StagedChange? Change(string id);

    /// <summary>Changes, newest first.</summary>
    /// <param name="conduit">Only of this conduit; null: of all.</param>
    /// <param name="countMax">At most so many.</param>
    IReadOnlyList<StagedChange> Changes(string? conduit = null, int countMax = 100);

    /// <summary>Writes a campaign as it now stands, with the audit entry that tells of its last step; durable on return.</summary>
    void Keep(Campaign campaign);

    /// <summary>Every campaign, oldest first.</summary>
    IReadOnlyList<Campaign> Campaigns();

    /// <summary>Queues findings and totals for the next group commit; never waits for the disk. What the bounded queue cannot hold is
    /// shed and counted.</summary>
    /// <param name="findings">Findings to fold in.</param>
    /// <param name="totals">Totals by conduit, since the conduit is known; null: unchanged.</param>
    /// <param name="alerts">Alerts, in one transaction with the findings that raised them; null: none.</param>
    void Record(
        IReadOnlyList<Finding> findings,
        IReadOnlyDictionary<string, TrafficTotals>? totals = null,
        IReadOnlyList<AlertStep>? alerts = null);

    /// <summary>Alerts, and those that wait for a receiver.</summary>
    IAlertStore Alerts { get; }

    /// <summary>Findings that were shed because the queue was full.</summary>
    long Shed { get; }

    /// <summary>Findings, last seen first; includes what is still queued once <see cref="Flush"/> has returned.</summary>
    IReadOnlyList<Finding> Findings(FindingQuery query);

    /// <summary>A finding by its id; null when there is none.</summary>
    Finding? Finding(string id);

    /// <summary>Keeps what a person has said of a finding, and tells the audit; durable on return.</summary>
    void Keep(Triage triage);

    /// <summary>The last word on each finding that people have spoken of.</summary>
    IReadOnlyList<Triage> Triages();

    /// <summary>How many findings would be refused and nobody has said anything of them.</summary>
    int Untriaged();

    /// <summary>Waits until everything recorded so far is durable.</summary>
    /// <param name="timeout">Longest wait.</param>
    /// <returns>False when the time ran out or the disk failed.</returns>
    bool Flush(TimeSpan timeout);
}
