using System.Net;
using OtEdge.Plant.Clients;

namespace OtEdge.Plant.Actors;

/// <summary>Where the plant's clients reach the PLCs: the PLCs themselves, or conduits before them.</summary>
/// <param name="Filler">Where <c>plc-filler</c> is reached.</param>
/// <param name="Packer">Where <c>plc-packer</c> is reached.</param>
public sealed record PlantPaths(IPEndPoint Filler, IPEndPoint Packer)
{
    /// <summary>Where the OPC UA server of <c>plc-filler</c> is reached; null: nobody uses it.</summary>
    public IPEndPoint? FillerOpcUa { get; init; }

    /// <summary>A client of one of the PLCs; whoever asks for it disposes it.</summary>
    /// <param name="source">The address it comes from.</param>
    /// <param name="atPacker">True: of <c>plc-packer</c>, otherwise of <c>plc-filler</c>.</param>
    /// <param name="time">Time of its limits.</param>
    public ModbusClient Client(IPAddress source, bool atPacker, TimeProvider time) =>
        new(new ModbusClientOptions { Server = atPacker ? Packer : Filler, Source = source }, time);
}
