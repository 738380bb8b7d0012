namespace OtEdge.Journal;

/// <summary>What tells OtEdge's databases apart, and how much each is worth.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ApplicationId">Tells it from any other database (https://www.sqlite.org/pragma.html#pragma_application_id).</param>
/// <param name="Synchronous">When SQLite waits for the disk.</param>
/// <param name="IsCheckedAtStart">True: its whole content is checked before it is used.</param>
/// <param name="DamageAdvice">What happens when it is damaged, and what to do.</param>
internal sealed record DatabaseKind(
    string Name, int ApplicationId, string Synchronous, bool IsCheckedAtStart, string DamageAdvice)
{
    /// <summary>Postures, revisions, changes, findings. Without FULL, commits since the last checkpoint are lost with the power,
    /// although they were acknowledged.</summary>
    public static DatabaseKind Journal { get; } = new(
        "journal",
        0x4F744564, // "OtEd"
        "FULL",
        IsCheckedAtStart: true,
        "OtEdge does not start on it, because the confirmed mode of every conduit is in there. Restore it from a backup; or, to "
        + "begin anew with every conduit in observe, move journal.db, journal.db-wal, journal.db-shm and journal.lock away.");

    /// <summary>Recorded traffic. It is never corrupt after a kill or a power loss, but may lose the last moments; checking gigabytes
    /// would delay the start, so damage is met when it is read.</summary>
    public static DatabaseKind Traffic { get; } = new(
        "traffic record",
        0x4F745472, // "OtTr"
        "NORMAL",
        IsCheckedAtStart: false,
        "It is set aside and recording begins anew.");
}
