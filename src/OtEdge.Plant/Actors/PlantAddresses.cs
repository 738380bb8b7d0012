using System.Net;

namespace OtEdge.Plant.Actors;

/// <summary>The addresses that the plant's clients come from, so that they can be told apart on one machine.</summary>
public static class PlantAddresses
{
    /// <summary>The operator's screen.</summary>
    public static IPAddress Hmi { get; } = IPAddress.Parse("127.0.1.10");

    /// <summary>The MES's collector.</summary>
    public static IPAddress Mes { get; } = IPAddress.Parse("127.0.1.20");

    /// <summary>The engineering station.</summary>
    public static IPAddress Engineering { get; } = IPAddress.Parse("127.0.1.30");

    /// <summary>A machine that no asset declares.</summary>
    public static IPAddress Stranger { get; } = IPAddress.Parse("127.0.1.99");
}
