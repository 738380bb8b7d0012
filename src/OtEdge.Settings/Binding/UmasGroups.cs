namespace OtEdge.Settings.Binding;

/// <summary>
/// Groups of FC90 sub-functions that `umas:` opens and rules name as `umas-read` and so on. UMAS is not published: the groups
/// follow what has been seen on wires, and are a preset, not a promise.
/// </summary>
internal static class UmasGroups
{
    // Taking and releasing the reservation of the PLC goes before both a transfer and a start or stop.
    private const int TakeReservation = 0x10;
    private const int ReleaseReservation = 0x11;

    public static IReadOnlyList<(string Name, IReadOnlyList<int> Subs)> All { get; } =
    [
        ("read", [0x01, 0x02, 0x03, 0x04, 0x06, 0x0A, 0x12, 0x20, 0x22, 0x24, 0x39, 0x50, 0x58, 0x70, 0x73]),
        ("transfer", [TakeReservation, ReleaseReservation, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35]),
        ("run-stop", [TakeReservation, ReleaseReservation, 0x40, 0x41]),
    ];
}
