using Microsoft.Data.Sqlite;
using OtEdge.Core.Auditing;

namespace OtEdge.Journal.Auditing;

/// <summary>The audit in the journal's database, so that an entry and the change that it tells of are one transaction.</summary>
internal sealed class SqliteAudit : IAudit, IDisposable
{
    private readonly Action<string, Action<SqliteConnection>> write;
    private readonly ReadConnection reader;
    private readonly TimeProvider time;
    private readonly AuditKey? key;

    /// <summary>Opens it.</summary>
    /// <param name="stateDirectory">Where the key is.</param>
    /// <param name="write">Runs work in one transaction of the journal.</param>
    /// <param name="reader">Reads the journal.</param>
    /// <param name="time">The clock.</param>
    public SqliteAudit(
        string stateDirectory, Action<string, Action<SqliteConnection>> write, ReadConnection reader, TimeProvider time)
    {
        this.write = write;
        this.reader = reader;
        this.time = time;
        try
        {
            key = AuditKey.Open(stateDirectory);
        }
        catch (IOException fault)
        {
            Fault = $"Checkpoints of the audit are not signed: {fault.Message}.";
        }
    }

    /// <inheritdoc/>
    public string? PublicKey => key?.PublicPem;

    /// <inheritdoc/>
    public string? Fault { get; }

    /// <inheritdoc/>
    public void Append(AuditNote note) => write("An audit entry was not written", connection => AuditTable.Append(connection, note));

    /// <inheritdoc/>
    public IReadOnlyList<AuditEntry> Entries(AuditQuery query) => reader.Run(connection => AuditTable.List(connection, query));

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines(long from, int countMax) => reader.Run(connection => AuditTable.Lines(connection, from, countMax));

    /// <inheritdoc/>
    public IReadOnlyList<AuditCheckpoint> Checkpoints() => reader.Run(AuditTable.Checkpoints);

    /// <inheritdoc/>
    public AuditCheckpoint? Sign()
    {
        if (key is null)
        {
            return null;
        }

        AuditCheckpoint? newest = null;
        write("A checkpoint of the audit was not written", connection =>
        {
            newest = AuditTable.Checkpoints(connection).LastOrDefault();
            if (!AuditTable.Knows(connection, key.Name))
            {
                AuditTable.Append(connection, KeyNote());
            }

            if (AuditTable.Last(connection) is not { } last || last.Sequence <= newest?.Sequence)
            {
                return;
            }

            DateTimeOffset now = time.GetUtcNow();
            string signature = key.Sign(AuditCheckpoint.TextOf(last.Sequence, last.Hash, now, key.Name));
            newest = new AuditCheckpoint(last.Sequence, last.Hash, now, key.Name, signature);
            AuditTable.Add(connection, newest);
        });
        return newest;
    }

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();

    private AuditNote KeyNote() => new()
    {
        At = time.GetUtcNow(),
        Kind = AuditKind.Audit,
        Action = "key",
        By = AuditNote.Itself,
        Text = "a new key signs the checkpoints of this audit from here on",
        Facts = new Dictionary<string, string> { ["key"] = key!.Name },
    };
}
