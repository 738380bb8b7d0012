using OtEdge.Core.Auditing;

namespace OtEdge.Testing.Journal;

/// <summary>An audit without a disk and without a key: a chain that nothing signs.</summary>
public sealed class InMemoryAudit : IAudit
{
    private readonly List<AuditEntry> entries = [];
    private readonly Action<Action> write;

    /// <summary>Makes an empty one.</summary>
    /// <param name="write">Runs a write, or throws as a failing disk does.</param>
    public InMemoryAudit(Action<Action> write)
    {
        this.write = write;
    }

    public string? PublicKey => null;

    public string? Fault => null;

    public void Append(AuditNote note) => write(() => Add(note));

    public IReadOnlyList<AuditEntry> Entries(AuditQuery query)
    {
        AuditEntry[] all = [.. Copy()
            .Where(entry => entry.Sequence >= query.From)
            .Where(entry => query.Kind is null || entry.Note.Kind == query.Kind)
            .Where(entry => query.Conduit is null || entry.Note.Conduit == query.Conduit)
            .Where(entry => query.Subject is null || entry.Note.Subject == query.Subject)];
        return all[Math.Max(0, all.Length - query.CountMax)..];
    }

    public IReadOnlyList<string> Lines(long from, int countMax) =>
        [.. Copy().Where(entry => entry.Sequence >= from).Take(countMax).Select(entry => entry.Line)];

    public IReadOnlyList<AuditCheckpoint> Checkpoints() => [];

    public AuditCheckpoint? Sign() => null;

    internal void Add(AuditNote note)
    {
        lock (entries)
        {
            entries.Add(AuditEntry.After(entries.LastOrDefault(), note));
        }
    }

    private List<AuditEntry> Copy()
    {
        lock (entries)
        {
            return [.. entries];
        }
    }
}
