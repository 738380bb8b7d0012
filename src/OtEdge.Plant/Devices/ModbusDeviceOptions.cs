using System.Net;

namespace OtEdge.Plant.Devices;

/// <summary>How a device listens and what it can bear.</summary>
public sealed record ModbusDeviceOptions
{
    /// <summary>Product name, as the device identification says it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens; port 0 takes any free one. Default: loopback, port 0.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Connections at once, as PLCs have them, 1 to 1024; one more is closed at once. Default 16.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>Longest time between the first and the last byte of a request, and for sending a reply. Default 5 s.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest silence of a connection; <see cref="Timeout.InfiniteTimeSpan"/>: any. Default 5 min.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
