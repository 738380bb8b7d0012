using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Alerts;
using OtEdge.Journal.Auditing;
using OtEdge.Journal.Exempting;

namespace OtEdge.Journal;

/// <summary>The journal in one SQLite file (<c>journal.db</c>); what is acknowledged survives kill and power loss.</summary>
public sealed partial class SqliteJournal : IJournal
{
    private static readonly TimeSpan ChoresEvery = TimeSpan.FromHours(1);

    private readonly StateDirectory directory;
    private readonly WriteConnection writer;
    private readonly ReadConnection reader;
    private readonly GroupWriter<PendingRecords> group;
    private readonly SqliteAlertStore alerts;
    private readonly GroupCommit groupCommit;
    private readonly SqliteAudit audit;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ChangeIds changeIds;
    private readonly SqliteExemptions exemptions;
    private readonly SqliteDeviceIdentities devices;
    private long? lastChores;
    private long shed;
    private int isDisposed;

    private SqliteJournal(StateDirectory directory, Schema schema, TimeProvider time, ILogger logger, JournalOptions options)
    {
        this.directory = directory;
        this.time = time;
        this.logger = logger;
        this.options = options;
        Database database = new(directory.JournalFile, DatabaseKind.Journal);
        writer = new WriteConnection(database.File, database.Begin(schema), database.OpenWriter, options.BeforeWrite);
        directory.WitnessJournal();
        reader = new ReadConnection(database);
        changeIds = new ChangeIds(reader.Run(ChangeTable.LastNumber), Write);
        exemptions = new SqliteExemptions(Write, reader);
        devices = new SqliteDeviceIdentities(Write, reader);
        EndedInOrder = Ending.Take(reader, writer);
        JournalLog.Opened(logger, directory.JournalFile, reader.Run(ConduitTable.All).Count);
        alerts = new SqliteAlertStore(Write, reader, () => group!);
        groupCommit = new GroupCommit(alerts, options);
        var pace = new GroupPace(options.GroupDelay, options.RetryDelay, options.RetryDelayMax, options.QueuedFindingsMax / 2);
        group = new GroupWriter<PendingRecords>("otedge journal", pace, static () => new PendingRecords(), TryWriteGroup);
        audit = new SqliteAudit(directory.FullPath, Write, reader, time);
    }

    /// <inheritdoc/>
    public string? Fault => writer.Trouble is { } trouble ? $"The journal is not written: {trouble}." : null;

    /// <inheritdoc/>
    public IAudit Audit => audit;

    /// <inheritdoc/>
    public IExemptions Exemptions => exemptions;

    /// <inheritdoc/>
    public IDeviceIdentities Devices => devices;

    /// <inheritdoc/>
    public long Shed => Interlocked.Read(ref shed);

    /// <inheritdoc/>
    public bool EndedInOrder { get; }

    /// <inheritdoc/>
    public IAlertStore Alerts => alerts;

    /// <summary>Opens the journal of a state directory, or begins one (directory 0700, files 0600).</summary>
    /// <param name="stateDirectory">The directory; one process at a time.</param>
    /// <param name="time">The calendar by which findings age.</param>
    /// <param name="logger">Hears of faults and recoveries.</param>
    /// <param name="options">Limits; null: the defaults.</param>
    /// <exception cref="JournalUnusableException">In use, damaged, lost, of a newer OtEdge, or the disk fails.</exception>
    public static SqliteJournal Open(string stateDirectory, TimeProvider time, ILogger logger, JournalOptions? options = null) =>
        Open(stateDirectory, Schema.Current, time, logger, options ?? new JournalOptions());

    /// <inheritdoc/>
    public void EndInOrder() => Write("The end in order was not noted", static connection => Ending.Set(connection, inOrder: true));

    /// <inheritdoc/>
    public IReadOnlyList<ConduitRecord> Conduits() => reader.Run(ConduitTable.All);

    /// <inheritdoc/>
    /// <remarks>A conduit that is known already stays as it is, and so does its former name.</remarks>
    public void Adopt(ConduitRecord conduit, string? renamedFrom = null) => Write(
        $"Conduit '{conduit.Conduit}' was not made known",
        connection =>
        {
            if (ConduitTable.Add(connection, conduit) && renamedFrom is not null)
            {
                ConduitTable.Remove(connection, renamedFrom);
                ChangeTable.Rename(connection, renamedFrom, conduit.Conduit);
                SqliteExemptions.Rename(connection, renamedFrom, conduit.Conduit);
                SqliteDeviceIdentities.Rename(connection, renamedFrom, conduit.Conduit);
                FindingTable.Rename(connection, renamedFrom, conduit.Conduit, options.FindingsPerConduitMax);
            }
        });

    /// <inheritdoc/>
    public void Keep(PolicyRevision revision) => Write(
        $"Policy revision {revision.Digest} was not kept",
        connection => RevisionTable.Add(connection, revision));

    /// <inheritdoc/>
    public PolicyRevision? Revision(string digest) => reader.Run(connection => RevisionTable.Find(connection, digest));

    /// <inheritdoc/>
    public string NextChangeId() => changeIds.Next();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="confirmed"/> names a conduit that was never adopted.</exception>
    public void Commit(StagedChange change, ConduitRecord? confirmed = null, AuditNote? note = null) => Write(
        $"Change {change.Id} was not written",
        connection =>
        {
            AuditTable.Append(connection, note ?? AuditNote.Of(change));
            ChangeTable.Put(connection, change);
            if (confirmed is not null && !ConduitTable.Confirm(connection, confirmed))
            {
                throw new ArgumentException($"conduit '{confirmed.Conduit}' is unknown: adopt it first", nameof(confirmed));
            }
        });

    /// <inheritdoc/>
    public StagedChange? Change(string id) => reader.Run(connection => ChangeTable.Find(connection, id));

    /// <inheritdoc/>
    public IReadOnlyList<StagedChange> Changes(string? conduit = null, int countMax = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(countMax);
        return reader.Run(connection => ChangeTable.List(connection, conduit, countMax));
    }

    /// <inheritdoc/>
    public void Record(
        IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, TrafficTotals>? totals = null, IReadOnlyList<AlertStep>? alerts = null)
    {
        if (!group.Add((pending, writing) => Queue(pending, writing, findings, totals, alerts ?? [])))
        {
            Interlocked.Add(ref shed, findings.Sum(finding => finding.Times));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The query's count is not in 1 to 10,000.</exception>
    public IReadOnlyList<Finding> Findings(FindingQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.CountMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.CountMax, 10_000);
        return reader.Run(connection => FindingTable.List(connection, query));
    }

    /// <inheritdoc/>
    public Finding? Finding(string id) => reader.Run(connection => FindingTable.Find(connection, id));

    /// <summary>How many distinct findings of a conduit are gone because it had more than may be kept.</summary>
    public long FindingsDropped(string conduit) => reader.Run(connection => FindingTable.Dropped(connection, conduit));

    /// <inheritdoc/>
    public void Keep(Triage triage) => Write(
        $"What was said of {triage.Finding} was not kept",
        connection =>
        {
            AuditTable.Append(connection, AuditNote.Of(triage));
            TriageTable.Add(connection, triage);
        });

    /// <inheritdoc/>
    public IReadOnlyList<Triage> Triages() => reader.Run(TriageTable.Last);

    /// <inheritdoc/>
    public int Untriaged() => reader.Run(TriageTable.Untriaged);

    /// <inheritdoc/>
    public bool Flush(TimeSpan timeout) => group.Flush(timeout);

    /// <summary>Writes what is queued, and lets go of the state directory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            group.Dispose();
            audit.Dispose();
            reader.Dispose();
            writer.Dispose();
            directory.Dispose();
        }
    }

    /// <summary>As the public one, with another schema.</summary>
    internal static SqliteJournal Open(
        string stateDirectory, Schema schema, TimeProvider time, ILogger logger, JournalOptions options)
    {
        StateDirectory directory = StateDirectory.Take(stateDirectory);
        try
        {
            return new SqliteJournal(directory, schema, time, logger, options);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private void Write(string what, Action<SqliteConnection> work)
    {
        bool wasFaulted = writer.Trouble is not null;
        try
        {
            writer.Run(what, work);
            if (wasFaulted)
            {
                JournalLog.Recovered(logger, Shed);
            }
        }
        catch (IOException exception)
        {
            if (!wasFaulted)
            {
                JournalLog.Faulted(logger, exception.Message);
                group.Probe();
            }

            throw;
        }
    }

    private void Queue(
        PendingRecords pending,
        PendingRecords? writing,
        IReadOnlyList<Finding> findings,
        IReadOnlyDictionary<string, TrafficTotals>? totals,
        IReadOnlyList<AlertStep> alerts)
    {
        Interlocked.Add(ref shed, alerts.Count(step => !pending.TryAdd(step, options.QueuedAlertsMax)));
        foreach (Finding finding in findings)
        {
            if (!pending.TryAdd(finding, options.QueuedFindingsMax - (writing?.Count ?? 0)))
            {
                Interlocked.Add(ref shed, finding.Times);
            }
        }

        foreach ((string conduit, TrafficTotals value) in totals ?? new Dictionary<string, TrafficTotals>())
        {
            pending.Set(conduit, value);
        }
    }

    private bool TryWriteGroup(PendingRecords batch)
    {
        bool areChoresDue = lastChores is not { } last || time.GetElapsedTime(last) >= ChoresEvery;
        try
        {
            Write("Findings were not written", connection => groupCommit.Write(connection, batch, areChoresDue ? time.GetUtcNow() - options.FindingsKept : null));
        }
        catch (IOException)
        {
            return false;
        }
        catch (Exception exception)
        {
            JournalLog.Unwritable(logger, exception, batch.Count);
            Interlocked.Add(ref shed, batch.Findings.Sum(finding => finding.Times));
            throw;
        }

        if (areChoresDue)
        {
            lastChores = time.GetTimestamp();
        }

        return true;
    }
}
