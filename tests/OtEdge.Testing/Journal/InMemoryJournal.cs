using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Traffic;

namespace OtEdge.Testing.Journal;

/// <summary>A journal without a disk: for tests of others, and the model that the real one is measured against.</summary>
/// <remarks>Recorded findings are seen at once. Set <see cref="Fault"/> to make every write fail.</remarks>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ConduitRecord> conduits = [];
    private readonly Dictionary<string, PolicyRevision> revisions = [];
    private readonly List<StagedChange> changes = [];
    private readonly List<Campaign> campaigns = [];
    private readonly Dictionary<string, (Finding Finding, long Seq)> findings = [];
    private readonly Dictionary<string, Triage> triages = [];
    private readonly InMemoryAudit audit;
    private readonly int findingsPerConduitMax;
    private long seq;
    private int changeNumber;

    public InMemoryJournal(int findingsPerConduitMax = 10_000)
    {
        this.findingsPerConduitMax = findingsPerConduitMax;
        audit = new InMemoryAudit(Write);
        Exemptions = new InMemoryExemptions(Write, Also);
        Devices = new InMemoryDeviceIdentities(Write, audit.Add);
    }

    public string? Fault { get; set; }

    public IAudit Audit => audit;

    public IExemptions Exemptions { get; }

    public IDeviceIdentities Devices { get; }

    public long Shed { get; set; }

    /// <summary>True (as after a stop in order) until a test says otherwise.</summary>
    public bool EndedInOrder { get; set; } = true;

    public void EndInOrder() => Write(() => EndedInOrder = true);

    public IReadOnlyList<ConduitRecord> Conduits()
    {
        lock (gate)
        {
            return [.. conduits.Values.OrderBy(conduit => conduit.Conduit, StringComparer.Ordinal)];
        }
    }

    public void Adopt(ConduitRecord conduit, string? renamedFrom = null) => Write(() =>
    {
        if (conduits.TryAdd(conduit.Conduit, conduit) && renamedFrom is not null)
        {
            conduits.Remove(renamedFrom);
            for (int i = 0; i < changes.Count; i++)
            {
                changes[i] = changes[i].Conduit == renamedFrom ? changes[i] with { Conduit = conduit.Conduit } : changes[i];
            }

            foreach ((string key, (Finding finding, long at)) in
                findings.Where(entry => entry.Value.Finding.Conduit == renamedFrom).ToList())
            {
                findings[key] = (finding with { Conduit = conduit.Conduit }, at);
            }

            Trim();
        }
    });

    public void Keep(PolicyRevision revision) => Write(() => revisions.TryAdd(revision.Digest, revision));

    public PolicyRevision? Revision(string digest)
    {
        lock (gate)
        {
            return revisions.GetValueOrDefault(digest);
        }
    }

    public string NextChangeId() => $"c-{Interlocked.Increment(ref changeNumber):D4}";

    public void Commit(StagedChange change, ConduitRecord? confirmed = null, AuditNote? note = null) => Write(() =>
    {
        if (confirmed is not null)
        {
            conduits[confirmed.Conduit] = conduits.TryGetValue(confirmed.Conduit, out ConduitRecord? known)
                ? confirmed with { Totals = known.Totals }
                : throw new ArgumentException($"conduit '{confirmed.Conduit}' is unknown: adopt it first", nameof(confirmed));
        }

        int index = changes.FindIndex(other => other.Id == change.Id);
        if (index < 0)
        {
            changes.Add(change);
        }
        else
        {
            changes[index] = change;
        }

        audit.Add(note ?? AuditNote.Of(change));
    });

    public StagedChange? Change(string id)
    {
        lock (gate)
        {
            return changes.Find(change => change.Id == id);
        }
    }

    public IReadOnlyList<StagedChange> Changes(string? conduit = null, int countMax = 100)
    {
        lock (gate)
        {
            return [.. changes.Where(change => conduit is null || change.Conduit == conduit).Reverse().Take(countMax)];
        }
    }

    public void Keep(Campaign campaign) => Write(() =>
    {
        audit.Add(AuditNote.Of(campaign));
        int index = campaigns.FindIndex(other => other.Id == campaign.Id);
        if (index < 0)
        {
            campaigns.Add(campaign);
        }
        else
        {
            campaigns[index] = campaign;
        }
    });

    public IReadOnlyList<Campaign> Campaigns()
    {
        lock (gate)
        {
            return [.. campaigns];
        }
    }

    public InMemoryAlertStore Alerts { get; } = new();

    IAlertStore IJournal.Alerts => Alerts;

    public void Record(
        IReadOnlyList<Finding> findings,
        IReadOnlyDictionary<string, TrafficTotals>? totals = null,
        IReadOnlyList<AlertStep>? alerts = null)
    {
        Alerts.Record(alerts ?? []);
        lock (gate)
        {
            foreach (Finding finding in findings)
            {
                this.findings[finding.Key] = this.findings.TryGetValue(finding.Key, out var known)
                    ? (known.Finding.FoldedWith(finding) with { Conduit = known.Finding.Conduit }, known.Seq)
                    : (finding, seq++);
            }

            foreach ((string conduit, TrafficTotals value) in totals ?? new Dictionary<string, TrafficTotals>())
            {
                if (conduits.TryGetValue(conduit, out ConduitRecord? known))
                {
                    conduits[conduit] = known with { Totals = value };
                }
            }

            Trim();
        }
    }

    public IReadOnlyList<Finding> Findings(FindingQuery query)
    {
        lock (gate)
        {
            return
            [
                .. Newest()
                    .Where(finding => query.Conduit is null || finding.Conduit == query.Conduit)
                    .Where(finding => query.Kind is null || finding.Kind == query.Kind)
                    .Where(finding => query.Verdict is null || finding.Verdict == query.Verdict)
                    .Where(finding => query.Since is null || finding.LastSeen >= query.Since)
                    .Take(query.CountMax),
            ];
        }
    }

    public Finding? Finding(string id)
    {
        lock (gate)
        {
            return Newest().FirstOrDefault(finding => finding.Id == id);
        }
    }

    public void Keep(Triage triage)
    {
        lock (gate)
        {
            triages[triage.Finding] = triage;
            audit.Add(AuditNote.Of(triage));
        }
    }

    public IReadOnlyList<Triage> Triages()
    {
        lock (gate)
        {
            return [.. triages.Values.OrderBy(triage => triage.At)];
        }
    }

    public int Untriaged()
    {
        lock (gate)
        {
            return Newest().Count(finding => finding.Verdict == VerdictWord.WouldBeRefused && !triages.ContainsKey(finding.Id));
        }
    }

    public bool Flush(TimeSpan timeout) => Fault is null;

    public void Dispose()
    {
    }

    private IEnumerable<Finding> Newest() => findings.Values
        .OrderByDescending(entry => entry.Finding.LastSeen)
        .ThenByDescending(entry => entry.Seq)
        .Select(entry => entry.Finding);

    private void Trim()
    {
        foreach (Finding finding in Newest()
            .GroupBy(finding => finding.Conduit)
            .SelectMany(conduit => conduit.Skip(findingsPerConduitMax))
            .ToList())
        {
            findings.Remove(finding.Key);
        }
    }

    private void Also(AuditNote? note, ConduitRecord? confirmed)
    {
        if (note is not null)
        {
            audit.Add(note);
        }

        if (confirmed is not null)
        {
            conduits[confirmed.Conduit] = confirmed with { Totals = conduits[confirmed.Conduit].Totals };
        }
    }

    private void Write(Action work)
    {
        lock (gate)
        {
            if (Fault is not null)
            {
                throw new IOException(Fault);
            }

            work();
        }
    }
}
