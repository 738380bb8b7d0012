namespace OtEdge.Journal.Flows;

/// <summary>The tables of recorded traffic. Instants are UTC in 100 ns since year 1; roll-ups count whole minutes or hours from there.
/// What grows with time is clustered by time, so that writing touches few pages of a flash disk.</summary>
internal static class FlowSchema
{
    private const string First = """
        CREATE TABLE flow (
            no INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conduit TEXT NOT NULL,
            client TEXT NOT NULL,
            client_asset TEXT,
            class TEXT NOT NULL,
            function INTEGER NOT NULL,
            sub INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            space TEXT NOT NULL,
            file INTEGER NOT NULL,
            address INTEGER NOT NULL,
            count INTEGER NOT NULL,
            value_band TEXT NOT NULL,
            value_min REAL,
            value_max REAL,
            samples TEXT NOT NULL,
            is_sweep INTEGER NOT NULL,
            times INTEGER NOT NULL,
            would_be_refused INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            hours BLOB NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            rule TEXT
        ) STRICT;
        CREATE TABLE minute (
            at INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            times INTEGER NOT NULL,
            would_be_refused INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            PRIMARY KEY (at, flow)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hour (
            at INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            times INTEGER NOT NULL,
            would_be_refused INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            PRIMARY KEY (at, flow)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE flow_episode (
            episode INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            times INTEGER NOT NULL,
            would_be_refused INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            PRIMARY KEY (episode, flow)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE operation (
            at INTEGER NOT NULL,
            no INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            verdict INTEGER NOT NULL,
            reason INTEGER NOT NULL,
            policy INTEGER,
            times INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (at, no)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE policy (
            no INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE episode (
            number INTEGER PRIMARY KEY,
            regime TEXT NOT NULL,
            begun INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE TABLE gap (
            no INTEGER PRIMARY KEY,
            conduit TEXT NOT NULL,
            begun INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            cause TEXT NOT NULL
        ) STRICT;
        CREATE TABLE mark (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Second = """
        CREATE TABLE rehearsal (
            no INTEGER PRIMARY KEY,
            conduit TEXT NOT NULL,
            regime TEXT NOT NULL,
            operations TEXT NOT NULL,
            digest TEXT NOT NULL,
            signed_by TEXT NOT NULL,
            signed_at INTEGER NOT NULL,
            note TEXT
        ) STRICT;
        """;

    /// <summary>The schema that this version of OtEdge writes.</summary>
    public static Schema Current { get; } = new([First, Second, "ALTER TABLE flow ADD COLUMN node TEXT"]);
}
