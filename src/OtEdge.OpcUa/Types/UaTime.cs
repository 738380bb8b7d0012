namespace OtEdge.OpcUa.Types;

/// <summary>Time as OPC UA writes it: 100 ns since 1601-01-01 UTC (OPC UA Part 6 cl. 5.2.2.5).</summary>
public static class UaTime
{
    private static readonly long Epoch = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>A moment on the wire; 0 for one before 1601.</summary>
    public static long Of(DateTimeOffset moment) => Math.Max(0, moment.UtcTicks - Epoch);
}
