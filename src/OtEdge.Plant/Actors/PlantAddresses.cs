using System.Net;

namespace OtEdge.Plant.Actors;

/// <summary>Loopback addresses of everybody in the plant, so that they can be told apart on one machine.</summary>
public static class PlantAddresses
{
    /// <summary>The filler's PLC.</summary>
    public static IPAddress Filler { get; } = IPAddress.Parse("127.0.2.10");

    /// <summary>The packer's PLC.</summary>
    public static IPAddress Packer { get; } = IPAddress.Parse("127.0.2.20");

    /// <summary>The operator's screen.</summary>
    public static IPAddress Hmi { get; } = IPAddress.Parse("127.0.1.10");

    /// <summary>The MES's collector.</summary>
    public static IPAddress Mes { get; } = IPAddress.Parse("127.0.1.20");

    /// <summary>The engineering station.</summary>
    public static IPAddress Engineering { get; } = IPAddress.Parse("127.0.1.30");

    /// <summary>A machine that no asset declares.</summary>
    public static IPAddress Stranger { get; } = IPAddress.Parse("127.0.1.99");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IPAddress> All { get; } = [Filler, Packer, Hmi, Mes, Engineering, Stranger];
}
