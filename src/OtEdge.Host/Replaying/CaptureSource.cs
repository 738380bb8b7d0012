using OtEdge.Conduits.Replaying;
using OtEdge.Console.Api;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands;

namespace OtEdge.Host.Replaying;

/// <summary>A capture file as a source of operations.</summary>
/// <param name="path">The file.</param>
/// <param name="protocol">What its devices speak.</param>
/// <param name="conduit">The conduit that its traffic belongs to; null when the settings do not know it.</param>
/// <param name="tell">Takes the share of the file that has been read, 0 to 1.</param>
internal sealed class CaptureSource(string path, ConduitProtocol protocol, Conduit? conduit, Action<double> tell)
{
    /// <summary>The port that Modbus devices listen on (Modbus messaging on TCP/IP V1.0b cl. 3.1.3).</summary>
    private const int ModbusPort = 502;

    /// <summary>The port that OPC UA servers listen on (OPC UA Part 6 cl. 7.2).</summary>
    private const int OpcUaPort = 4840;

    private (long Lacking, long Wrong) tokens;
    private long serversWithoutNamespaces;

    /// <summary>Keys of encrypted channels; null (the default): none.</summary>
    public CaptureKeys? Keys { get; init; }

    /// <summary>How much of the capture could be read.</summary>
    public ReplayCaptureView View { get; private set; } = new() { File = path, Port = PortOf(protocol) };

    /// <summary>Where OPC UA nodes are found by browsing.</summary>
    public NodePaths Paths { get; } = new();

    /// <summary>Requests of clients, well-formed or not.</summary>
    public long Requests { get; private set; }

    /// <summary>Responses of devices.</summary>
    public long Responses { get; private set; }

    /// <summary>What the devices of a capture speak, when no settings say it: OPC UA when only that is found.</summary>
    /// <param name="path">The file.</param>
    /// <param name="port">TCP port of the devices; null: that of each protocol.</param>
    /// <exception cref="CommandFailure">The file cannot be read, or is no capture.</exception>
    public static ConduitProtocol ProtocolOf(string path, int? port)
    {
        var nothing = new FlowCollector([]);
        var modbus = new CaptureSource(path, ConduitProtocol.ModbusTcp, null, _ => { });
        var opcUa = new CaptureSource(path, ConduitProtocol.OpcUa, null, _ => { });
        modbus.Run(port, () => nothing);
        opcUa.Run(port, () => nothing);
        return modbus.Requests == 0 && opcUa.Requests > 0 ? ConduitProtocol.OpcUa : ConduitProtocol.ModbusTcp;
    }

    /// <summary>Reads the whole file.</summary>
    /// <typeparam name="T">What takes the operations.</typeparam>
    /// <param name="port">TCP port of the devices; null: that of the protocol, and where nothing speaks there, the conduit's own.</param>
    /// <param name="make">Makes what takes the operations.</param>
    /// <exception cref="CommandFailure">The file cannot be read, or is no capture.</exception>
    public T Run<T>(int? port, Func<T> make)
        where T : IOperationSink
    {
        T sink = make();
        bool hasTraffic = Read(port ?? PortOf(protocol), sink);
        if (!hasTraffic && port is null && conduit is not null && conduit.Device.Port != PortOf(protocol))
        {
            sink = make();
            Read(conduit.Device.Port, sink);
        }

        return sink;
    }

    /// <summary>What to keep in mind about the capture, one sentence each.</summary>
    public IEnumerable<string> Notes()
    {
        if (View.Connections == 0)
        {
            yield return $"no connection to TCP port {View.Port} in {path}; if the devices listen elsewhere, name the port with --port.";
        }

        if (View.Damage is { } damage)
        {
            yield return $"the capture is damaged; what comes before the damage is judged: {damage}.";
        }

        if (View.Gaps > 0)
        {
            yield return $"the capture lacks {View.MissingBytes:N0} bytes in {View.Gaps:N0} places; what was in them is not judged.";
        }

        if (View.Faults > 0)
        {
            string frame = protocol == ConduitProtocol.OpcUa ? "OPC UA message" : "Modbus frame";
            yield return $"in {View.Faults:N0} places a stream went on with bytes that are no {frame}; "
                + "a conduit that enforces closes such a connection.";
        }

        if (View.NotReadable > 0)
        {
            yield return $"{View.NotReadable:N0} requests are encrypted (SignAndEncrypt): not readable in a capture, and not judged"
                + (Keys is null ? "; with a key log of client or server they are: --keys FILE." : ".");
        }

        foreach (string note in Keys is null ? [] : Keys.Notes(View.Decrypted, tokens))
        {
            yield return note;
        }

        if (serversWithoutNamespaces > 0)
        {
            yield return $"{serversWithoutNamespaces:N0} servers do not tell their namespaces in the capture (nobody read NamespaceArray), so "
                + "only rules for every node hold for nodes outside the OPC UA namespace; a conduit asks for them by itself.";
        }

        if (View.Fragments + View.UnreadPackets > 0)
        {
            yield return $"{View.Fragments + View.UnreadPackets:N0} packets could not be read (fragments, cut packets, other links).";
        }
    }

    private bool Read(int port, IOperationSink sink)
    {
        ReplayTotals totals;
        long exceptions;
        try
        {
            (totals, exceptions) = protocol == ConduitProtocol.OpcUa ? ReadOpcUa(port, sink) : ReadModbus(port, sink);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the capture {path} cannot be read: {fault.Message}", fault);
        }

        if (totals is { Packets: 0, Damage: { } damage })
        {
            throw new CommandFailure(ExitCode.Wrong, $"{path} is no capture that can be read: {damage}.");
        }

        View = ReplayViews.Capture(path, port, totals, exceptions);
        serversWithoutNamespaces = totals.ServersWithoutNamespaces;
        tokens = (totals.TokensWithoutKeys, totals.TokensWithWrongKeys);
        Requests = totals.Requests;
        Responses = totals.Responses;
        return totals.Requests + totals.Responses + totals.Faults > 0;
    }

    private (ReplayTotals Totals, long Exceptions) ReadModbus(int port, IOperationSink sink)
    {
        var operations = new CapturedOperations(sink);
        var options = new ModbusReplayOptions { DevicePort = (ushort)port, AduBytesMax = conduit?.MaxAduBytes ?? 260 };
        using Stream capture = Open(0, 1);
        return (ModbusReplay.Run(capture, options, operations), operations.Exceptions);
    }

    // What servers tell of their namespaces late a conduit asks for early, so the capture is read twice.
    private (ReplayTotals Totals, long Exceptions) ReadOpcUa(int port, IOperationSink sink)
    {
        var options = new OpcUaReplayOptions { DevicePort = (ushort)port, Keys = Keys?.Log };
        using (Stream first = Open(0, 0.5))
        {
            options = options with { Namespaces = OpcUaReplay.ReadNamespaces(first, options) };
        }

        using Stream second = Open(0.5, 0.5);
        ReplayTotals totals = OpcUaReplay.Run(second, options, sink, Paths);
        return (totals, totals.ServiceFaults);
    }

    private BufferedStream Open(double done, double share)
    {
        FileStream file = File.OpenRead(path);
        long bytes = Math.Max(1, file.Length);
        return new BufferedStream(new MeteredStream(file, read => tell(done + (share * read / bytes))), 1 << 16);
    }

    private static int PortOf(ConduitProtocol protocol) => protocol == ConduitProtocol.OpcUa ? OpcUaPort : ModbusPort;
}
