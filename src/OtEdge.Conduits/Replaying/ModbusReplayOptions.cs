using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>How a capture is replayed.</summary>
public sealed record ModbusReplayOptions
{
    /// <summary>TCP port of the devices. Default 502.</summary>
    public ushort DevicePort { get; init; } = 502;

    /// <summary>Longest ADU, 260 (the default) to 1100; only function 90 may pass 260.</summary>
    public int AduBytesMax { get; init; } = Mbap.AduBytesMax;

    /// <summary>Longest time from a request to its reply. Default 10 s.</summary>
    public TimeSpan ReplyWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Unanswered requests of a connection that are remembered; the oldest makes room. Default 512, at least 1.</summary>
    public int PendingMax { get; init; } = 512;

    /// <summary>Limits of reassembly.</summary>
    public TcpReassemblyLimits Reassembly { get; init; } = new();
}
