using Microsoft.Data.Sqlite;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Journal.Auditing;

namespace OtEdge.Journal;

/// <summary>What devices said of themselves last.</summary>
/// <param name="write">Runs work in one transaction of the journal.</param>
/// <param name="reader">Reads the journal.</param>
internal sealed class SqliteDeviceIdentities(Action<string, Action<SqliteConnection>> write, ReadConnection reader) : IDeviceIdentities
{
    /// <inheritdoc/>
    public IReadOnlyList<DeviceItem> All() => reader.Run(connection => Sql.Rows(
        connection,
        row => new DeviceItem(
            row.GetString(0), (byte)row.GetInt32(1), row.GetString(2), row.GetString(3), new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero)),
        "SELECT conduit, unit, item, value, since FROM device_identity"));

    /// <inheritdoc/>
    public void Keep(DeviceItem item, AuditNote? note) => write(
        $"The identity of a device on {item.Conduit} was not written",
        connection =>
        {
            if (note is not null)
            {
                AuditTable.Append(connection, note);
            }

            Sql.Run(
                connection,
                """
                INSERT INTO device_identity (conduit, unit, item, value, since) VALUES (@0, @1, @2, @3, @4)
                ON CONFLICT (conduit, unit, item) DO UPDATE SET value = excluded.value, since = excluded.since
                """,
                item.Conduit,
                (int)item.Unit,
                item.Item,
                item.Value,
                item.Since.UtcTicks);
        });

    /// <summary>Carries what a conduit has over to its new name.</summary>
    public static void Rename(SqliteConnection connection, string from, string to) =>
        Sql.Run(connection, "UPDATE OR REPLACE device_identity SET conduit = @1 WHERE conduit = @0", from, to);
}
