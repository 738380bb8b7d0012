using System.Net;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>The flight recorders of one loop's conduits.</summary>
/// <param name="clock">The loop's clock.</param>
/// <param name="signal">Wakes the drain.</param>
/// <param name="ringBytes">Bytes kept of each conduit's last frames.</param>
internal sealed class FlightLoop(LoopClock clock, FindingSignal signal, int ringBytes)
{
    // By default Wireshark reads Modbus at this port only (Modbus messaging on TCP/IP V1.0b cl. 3.1.3), and OPC UA at this one only
    // (OPC UA Part 6 cl. 7.2).
    private const int ModbusPort = 502;
    private const int OpcUaPort = 4840;
    private readonly Lock gate = new();
    private ConduitFlight[] conduits = [];
    private long dueTicks;

    /// <summary>The loop's clock.</summary>
    public LoopClock Clock => clock;

    /// <summary>Any thread: takes in a conduit of the loop.</summary>
    /// <param name="server">Where its clients connect.</param>
    /// <param name="protocol">What they speak.</param>
    public ConduitFlight Add(IPEndPoint server, ConduitProtocol protocol = ConduitProtocol.ModbusTcp)
    {
        var flight = new ConduitFlight(this, (server, protocol == ConduitProtocol.OpcUa ? OpcUaPort : ModbusPort), ringBytes);
        lock (gate)
        {
            Volatile.Write(ref conduits, [.. conduits, flight]);
        }

        return flight;
    }

    /// <summary>Any thread: forgets a conduit.</summary>
    public void Remove(ConduitFlight flight)
    {
        lock (gate)
        {
            Volatile.Write(ref conduits, [.. conduits.Where(other => other != flight)]);
        }
    }

    /// <summary>Loop: wakes the drain.</summary>
    public void Announce() => signal.Raise();

    /// <summary>Loop: once a second, gives up waiting for frames that do not come.</summary>
    public void Turn()
    {
        if (clock.Ticks < dueTicks)
        {
            return;
        }

        dueTicks = clock.Ticks + TimeSpan.TicksPerSecond;
        foreach (ConduitFlight conduit in Volatile.Read(ref conduits))
        {
            conduit.Expire(clock.Ticks);
        }
    }

    /// <summary>Drain: hands on what is complete; true when there was something.</summary>
    public bool Tell(IFrameSink sink)
    {
        bool any = false;
        foreach (ConduitFlight conduit in Volatile.Read(ref conduits))
        {
            any |= conduit.Tell(sink);
        }

        return any;
    }
}
