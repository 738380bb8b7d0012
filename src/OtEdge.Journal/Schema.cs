using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>The tables of the journal, and how an older file becomes the present one. Instants are UTC in 100 ns since year 1.</summary>
/// <param name="steps">Step n leads from version n to n + 1; a step that was released is never edited.</param>
internal sealed class Schema(IReadOnlyList<string> steps)
{
    private const string First = """
        CREATE TABLE conduit (
            name TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            since INTEGER NOT NULL,
            posture TEXT NOT NULL,
            totals TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE revision (
            digest TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            json TEXT NOT NULL,
            first_seen INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE change (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conduit TEXT NOT NULL,
            state TEXT NOT NULL,
            json TEXT NOT NULL
        ) STRICT;
        CREATE INDEX change_conduit ON change (conduit, seq);
        CREATE TABLE finding (
            seq INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            id TEXT NOT NULL,
            conduit TEXT NOT NULL,
            kind TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            client TEXT,
            client_asset TEXT,
            class TEXT,
            function TEXT,
            unit INTEGER,
            space TEXT,
            file INTEGER,
            address INTEGER,
            count INTEGER,
            value TEXT,
            rule TEXT,
            rule_at TEXT,
            policy_digest TEXT,
            text TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            times INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX finding_id ON finding (id);
        CREATE INDEX finding_conduit ON finding (conduit, last_seen);
        CREATE INDEX finding_seen ON finding (last_seen);
        CREATE TABLE dropped (
            conduit TEXT PRIMARY KEY,
            findings INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE counter (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO counter VALUES ('change', 0);
        """;

    private const string Second = """
        CREATE TABLE triage (
            seq INTEGER PRIMARY KEY,
            finding TEXT NOT NULL,
            decision TEXT NOT NULL,
            said_by TEXT NOT NULL,
            said_at INTEGER NOT NULL,
            note TEXT
        ) STRICT;
        CREATE INDEX triage_finding ON triage (finding);
        """;

    // A change keeps where it stands as one stage with what belongs to it, no longer as flat fields.
    private const string Third = """
        UPDATE change SET json = json_remove(
            json_set(json, '$.stage', CASE json ->> '$.state'
                WHEN 'Draft' THEN json_object('is', 'draft', 'since', json ->> '$.state_at')
                WHEN 'Trial' THEN json_object(
                    'is', 'trial', 'cleared', json_object('check', json_object('direction', 'Tightening')), 'token', id,
                    'deadline', json ->> '$.deadline', 'since', json ->> '$.state_at')
                WHEN 'Confirmed' THEN json_object(
                    'is', 'confirmed', 'ending', coalesce(json ->> '$.outcome', 'confirmed'), 'since', json ->> '$.state_at')
                WHEN 'RolledBack' THEN json_object(
                    'is', 'rolled_back', 'cause', 'Aborted', 'ending', coalesce(json ->> '$.outcome', 'went back'),
                    'since', json ->> '$.state_at')
                ELSE json_object(
                    'is', 'withdrawn', 'ending', coalesce(json ->> '$.outcome', 'withdrawn'), 'since', json ->> '$.state_at')
                END),
            '$.state', '$.state_at', '$.deadline', '$.override', '$.outcome');
        """;

    private const string Alerting = """
        CREATE TABLE alert (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conduit TEXT NOT NULL,
            severity INTEGER NOT NULL,
            is_open INTEGER NOT NULL,
            raised_at INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            json TEXT NOT NULL
        ) STRICT;
        CREATE INDEX alert_seen ON alert (is_open, last_seen);
        CREATE TABLE shelf (
            key TEXT PRIMARY KEY,
            until INTEGER NOT NULL,
            shelved_by TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE outbox (
            receiver TEXT NOT NULL,
            seq INTEGER NOT NULL,
            alert TEXT NOT NULL,
            conduit TEXT NOT NULL,
            severity INTEGER NOT NULL,
            stands_for INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            raised_at INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (receiver, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_urgency ON outbox (receiver, severity, seq, bytes);
        INSERT INTO counter VALUES ('outbox', 0);
        """;

    private const string NodesOfFindings = "ALTER TABLE finding ADD COLUMN node TEXT";

    private const string Audited = """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            line TEXT NOT NULL
        ) STRICT;
        CREATE TABLE audit_checkpoint (
            seq INTEGER PRIMARY KEY,
            hash TEXT NOT NULL,
            at INTEGER NOT NULL,
            key TEXT NOT NULL,
            signature TEXT NOT NULL
        ) STRICT;
        CREATE TABLE exemption (
            id TEXT PRIMARY KEY,
            conduit TEXT NOT NULL,
            json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE device_identity (
            conduit TEXT NOT NULL,
            unit INTEGER NOT NULL,
            item TEXT NOT NULL,
            value TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (conduit, unit, item)
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Campaigning = """
        CREATE TABLE campaign (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            json TEXT NOT NULL
        ) STRICT;
        """;

    /// <summary>The schema that this version of OtEdge writes.</summary>
    public static Schema Current { get; } = new([First, Second, Third, Alerting, NodesOfFindings, Audited, Campaigning]);

    /// <summary>Every step from an empty file on.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>The version that <see cref="Upgrade"/> leads to.</summary>
    public int Version => steps.Count;

    /// <summary>Brings a file of any older version up to date; each step is one transaction.</summary>
    public void Upgrade(SqliteConnection connection)
    {
        for (int version = Sql.Number(connection, "PRAGMA user_version"); version < steps.Count; version++)
        {
            Sql.Run(connection, $"BEGIN IMMEDIATE; {steps[version]}; PRAGMA user_version = {version + 1}; COMMIT");
        }
    }
}
