using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Journal.Flows;

/// <summary>
/// Recorded traffic in a SQLite file of its own (<c>traffic.db</c>) beside the journal, so that it can be shed alone: whatever
/// happens to it, the gateway starts and runs. After a kill it is whole up to the last group commit; the rest is a gap.
/// </summary>
public sealed class SqliteFlowStore : IFlowStore, IDisposable
{
    private const string UntilMark = "until";
    private static readonly TimeSpan ChoresEvery = TimeSpan.FromMinutes(1);

    private readonly TrafficFile file;
    private readonly WriteConnection writer;
    private readonly ReadConnection reader;
    private readonly GroupWriter<PendingTraffic> group;
    private readonly TrafficRetention retention;
    private readonly FlowNumbers numbers = new();
    private readonly OperationRows operations = new();
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Action<SqliteConnection>? beforeWrite;
    private readonly DateTimeOffset startedAt;
    private bool hasStarted;
    private bool isDamaged;
    private bool wasSetAside;
    private DateTimeOffset lastChores = DateTimeOffset.MinValue;
    private long shed;
    private long openEpisode;
    private int isDisposed;

    private SqliteFlowStore(string stateDirectory, TimeProvider time, ILogger logger, FlowStoreOptions options)
    {
        this.time = time;
        this.logger = logger;
        beforeWrite = options.BeforeWrite;
        startedAt = time.GetUtcNow();
        file = new TrafficFile(stateDirectory);
        retention = new TrafficRetention(options);
        reader = new ReadConnection(file.Database);
        writer = new WriteConnection(file.Database.File, null, OpenWriter, beforeWrite);
        var pace = new GroupPace(options.GroupDelay, options.RetryDelay, options.RetryDelayMax, options.QueuedOperationsMax / 2);
        PendingTraffic Make() => new(options);
        bool isStarted = TryWriteGroup(Make());
        group = new GroupWriter<PendingTraffic>("otedge traffic", pace, Make, TryWriteGroup);
        if (!isStarted)
        {
            group.Probe();
        }
    }

    /// <inheritdoc/>
    public string? Fault => writer.Trouble is { } trouble ? $"Traffic is not recorded: {trouble}." : null;

    /// <inheritdoc/>
    public long Shed => Interlocked.Read(ref shed);

    /// <summary>Number of the episode that was begun last; 0: none was since the start.</summary>
    public long OpenEpisode => Interlocked.Read(ref openEpisode);

    /// <summary>
    /// Opens the traffic record of a state directory that the journal holds, or begins one. It never fails: while the disk does,
    /// <see cref="Fault"/> tells, and it is tried again. The time since it was closed or killed becomes a gap.
    /// </summary>
    /// <param name="stateDirectory">The directory; it exists.</param>
    /// <param name="time">The calendar by which records age.</param>
    /// <param name="logger">Hears of faults and recoveries.</param>
    /// <param name="options">Limits; null: the defaults.</param>
    public static SqliteFlowStore Open(string stateDirectory, TimeProvider time, ILogger logger, FlowStoreOptions? options = null) =>
        new(stateDirectory, time, logger, options ?? new FlowStoreOptions());

    /// <inheritdoc/>
    public void Record(FlowBatch batch)
    {
        if (!group.Add((pending, writing) => Interlocked.Add(ref shed, pending.Add(batch, writing))))
        {
            Interlocked.Add(ref shed, batch.Operations.Count + batch.Minutes.Count + batch.Flows.Count);
        }
    }

    /// <inheritdoc/>
    public bool Flush(TimeSpan timeout) => group.Flush(timeout);

    /// <inheritdoc/>
    public IReadOnlyList<Flow> Flows(FlowQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.CountMax, 1);
        return reader.Run(connection => FlowRows.List(connection, query));
    }

    /// <inheritdoc/>
    public IReadOnlyList<FlowLink> Links() => reader.Run(FlowRows.Links);

    /// <inheritdoc/>
    public Flow? Flow(string id) =>
        group.Look((pending, writing) => pending.Flows.GetValueOrDefault(id) ?? writing?.Flows.GetValueOrDefault(id))
        ?? reader.Run(connection => FlowRows.Find(connection, id));

    /// <summary>The first few flows whose ids begin with a text.</summary>
    public IReadOnlyList<Flow> FlowsBeginning(string id) => reader.Run(connection => FlowRows.Beginning(connection, id));

    /// <inheritdoc/>
    public IReadOnlyList<FlowMinute> Minutes(string flow, DateTimeOffset from, DateTimeOffset to) =>
        reader.Run(connection => RollUpRows.Of(connection, flow, from, to));

    /// <inheritdoc/>
    public IReadOnlyList<FlowEpisode> FlowEpisodes(string conduit, DateTimeOffset from, DateTimeOffset to) =>
        reader.Run(connection => RollUpRows.ByEpisode(connection, conduit, from, to));

    /// <inheritdoc/>
    public IEnumerable<RecordedOperation> Operations(string conduit, DateTimeOffset from, DateTimeOffset to) =>
        OperationRows.Read(reader, conduit, from, to);

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk cannot be written.</exception>
    public Episode BeginEpisode(string regime, DateTimeOffset from)
    {
        Episode? begun = null;
        using WriteConnection durable = new(file.Database.File, null, OpenDurable, beforeWrite);
        durable.Run($"The episode of {regime} was not begun", connection => begun = EpisodeRows.Begin(connection, regime, from));
        Interlocked.Exchange(ref openEpisode, begun!.Number);
        return begun;
    }

    /// <inheritdoc/>
    public void Rename(string from, string to, Func<Flow, string> idOf)
    {
        using WriteConnection durable = new(file.Database.File, null, OpenDurable, beforeWrite);
        durable.Run($"What was recorded of {from} was not carried over to {to}", connection =>
        {
            FlowRows.Rename(connection, from, to, idOf);
            Sql.Run(connection, "UPDATE gap SET conduit = @1 WHERE conduit = @0", from, to);
            Sql.Run(connection, "UPDATE rehearsal SET conduit = @1 WHERE conduit = @0", from, to);
        });
    }

    /// <inheritdoc/>
    public void Keep(SignedRehearsal rehearsal)
    {
        using WriteConnection durable = new(file.Database.File, null, OpenDurable, beforeWrite);
        durable.Run($"The rehearsal of {rehearsal.Regime} was not kept", connection => RehearsalRows.Add(connection, rehearsal));
    }

    /// <inheritdoc/>
    public IReadOnlyList<SignedRehearsal> Rehearsals(string conduit) => reader.Run(connection => RehearsalRows.Last(connection, conduit));

    /// <inheritdoc/>
    public IReadOnlyList<Episode> Episodes(DateTimeOffset from, DateTimeOffset to) =>
        reader.Run(connection => EpisodeRows.List(connection, from, to));

    /// <inheritdoc/>
    public IReadOnlyList<TrafficGap> Gaps(string conduit, DateTimeOffset from, DateTimeOffset to) =>
        reader.Run(connection => GapRows.List(connection, conduit, from, to));

    /// <summary>Writes what is queued, and closes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            group.Dispose();
            reader.Dispose();
            writer.Dispose();
        }
    }

    private SqliteConnection OpenWriter()
    {
        if (isDamaged)
        {
            reader.Renew();
            file.SetAside();
            isDamaged = false;
            wasSetAside = true;
            hasStarted = false;
        }

        return file.OpenWriter();
    }

    // An episode is evidence that people count on; it waits for the disk, unlike the traffic around it.
    private SqliteConnection OpenDurable()
    {
        SqliteConnection connection = file.OpenWriter();
        Sql.Run(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    private bool TryWriteGroup(PendingTraffic batch)
    {
        bool wasFaulted = writer.Trouble is not null;
        int skipped = 0;
        try
        {
            writer.Run("Traffic was not recorded", connection => skipped = WriteGroup(connection, batch));
        }
        catch (IOException fault)
        {
            NoteFailure(fault, wasFaulted);
            return false;
        }
        catch (Exception bug)
        {
            FlowLog.Unwritable(logger, bug, batch.Count);
            Interlocked.Add(ref shed, batch.Count);
            numbers.Forget();
            operations.Forget();
            throw;
        }

        Interlocked.Add(ref shed, skipped);
        hasStarted = true;
        wasSetAside = false;
        if (wasFaulted)
        {
            FlowLog.Recovered(logger, Shed);
        }

        return true;
    }

    private void NoteFailure(IOException fault, bool wasFaulted)
    {
        numbers.Forget();
        operations.Forget();
        isDamaged |= fault.InnerException is SqliteException sqlite && DiskTrouble.IsDamage(sqlite);
        isDamaged |= fault.InnerException is JournalUnusableException { InnerException: SqliteException inner } && DiskTrouble.IsDamage(inner);
        if (!wasFaulted)
        {
            FlowLog.Faulted(logger, fault.Message);
        }
    }

    private int WriteGroup(SqliteConnection connection, PendingTraffic batch)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!hasStarted)
        {
            NoteStart(connection);
        }

        FlowRows.PutAll(connection, batch.Flows.Values);
        int skipped = RollUpRows.Add(connection, batch.Minutes, numbers);
        skipped += RollUpRows.Add(connection, batch.Episodes, numbers);
        skipped += operations.Add(connection, batch.Operations, numbers);
        if (skipped > 0)
        {
            GapRows.Add(connection, new TrafficGap("", now, now, skipped, "flows were not kept, and what belongs to them neither"));
        }

        foreach (TrafficGap gap in batch.Gaps)
        {
            GapRows.Add(connection, gap);
        }

        if (batch.Until is { } until)
        {
            Sql.Run(connection, "INSERT OR REPLACE INTO mark VALUES (@0, @1)", UntilMark, until.UtcTicks);
        }

        retention.RemoveExcess(connection, batch.Operations.Count);
        if (now - lastChores >= ChoresEvery || now < lastChores)
        {
            if (retention.RemoveAged(connection, now))
            {
                numbers.Forget();
            }

            lastChores = now;
        }

        return skipped;
    }

    private void NoteStart(SqliteConnection connection)
    {
        if (wasSetAside)
        {
            GapRows.Add(connection, new TrafficGap("", DateTimeOffset.UnixEpoch, time.GetUtcNow(), 0, "the record of before was damaged and set aside"));
            return;
        }

        using SqliteCommand find = Sql.Command(connection, "SELECT value FROM mark WHERE name = @0", UntilMark);
        if (find.ExecuteScalar() is long until && until < startedAt.UtcTicks)
        {
            GapRows.Add(
                connection,
                new TrafficGap("", new DateTimeOffset(until, TimeSpan.Zero), startedAt, 0, "the gateway was not running"));
        }
    }
}
