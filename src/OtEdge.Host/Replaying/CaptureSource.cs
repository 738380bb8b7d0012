using OtEdge.Conduits.Replaying;
using OtEdge.Console.Api;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands;

namespace OtEdge.Host.Replaying;

/// <summary>A capture file as a source of operations.</summary>
/// <param name="path">The file.</param>
/// <param name="conduit">The conduit that its traffic belongs to; null when the settings do not know it.</param>
/// <param name="tell">Takes the share of the file that has been read, 0 to 1.</param>
internal sealed class CaptureSource(string path, Conduit? conduit, Action<double> tell)
{
    /// <summary>The port that Modbus devices listen on (Modbus messaging on TCP/IP V1.0b cl. 3.1.3).</summary>
    private const int ModbusPort = 502;

    /// <summary>How much of the capture could be read.</summary>
    public ReplayCaptureView View { get; private set; } = new() { File = path, Port = ModbusPort };

    /// <summary>Requests of clients, well-formed or not.</summary>
    public long Requests { get; private set; }

    /// <summary>Responses of devices.</summary>
    public long Responses { get; private set; }

    /// <summary>Reads the whole file.</summary>
    /// <typeparam name="T">What takes the operations.</typeparam>
    /// <param name="port">TCP port of the devices; null: 502, and where nothing speaks there, the conduit's own.</param>
    /// <param name="make">Makes what takes the operations.</param>
    /// <exception cref="CommandFailure">The file cannot be read, or is no capture.</exception>
    public T Run<T>(int? port, Func<T> make)
        where T : IOperationSink
    {
        T sink = make();
        bool hasTraffic = Read(port ?? ModbusPort, sink);
        if (!hasTraffic && port is null && conduit is { Device.Port: not ModbusPort })
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
            yield return $"in {View.Faults:N0} places a stream went on with bytes that are no Modbus frame; "
                + "a conduit that enforces closes such a connection.";
        }

        if (View.Fragments + View.UnreadPackets > 0)
        {
            yield return $"{View.Fragments + View.UnreadPackets:N0} packets could not be read (fragments, cut packets, other links).";
        }
    }

    private bool Read(int port, IOperationSink sink)
    {
        var operations = new CapturedOperations(sink);
        var options = new ModbusReplayOptions { DevicePort = (ushort)port, AduBytesMax = conduit?.MaxAduBytes ?? 260 };
        ReplayTotals totals;
        try
        {
            using var file = File.OpenRead(path);
            long bytes = Math.Max(1, file.Length);
            using var metered = new MeteredStream(file, read => tell((double)read / bytes));
            using var buffered = new BufferedStream(metered, 1 << 16);
            totals = ModbusReplay.Run(buffered, options, operations);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the capture {path} cannot be read: {fault.Message}", fault);
        }

        if (totals is { Packets: 0, Damage: { } damage })
        {
            throw new CommandFailure(ExitCode.Wrong, $"{path} is no capture that can be read: {damage}.");
        }

        View = ReplayViews.Capture(path, port, totals, operations.Exceptions);
        Requests = totals.Requests;
        Responses = totals.Responses;
        return totals.Requests + totals.Responses + totals.Faults > 0;
    }
}
