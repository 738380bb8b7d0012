using OtEdge.Conduits.Replaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Tests.OpcUa;

/// <summary>The chunks of a capture, in the order in which they were whole.</summary>
internal sealed class CapturedChunks : ICapturedStreamSink
{
    private readonly Dictionary<(CapturedConnection, StreamSide), List<byte>> waiting = [];

    /// <summary>Connection, sender and bytes of every chunk.</summary>
    public List<(int Connection, StreamSide Side, byte[] Bytes)> All { get; } = [];

    /// <summary>Connections with chunks.</summary>
    public int Connections => All.Select(chunk => chunk.Connection).Distinct().Count();

    public static CapturedChunks Of(string path, params ReadOnlySpan<ushort> ports)
    {
        var chunks = new CapturedChunks();
        foreach (ushort port in ports)
        {
            using FileStream stream = File.OpenRead(path);
            var reader = new CaptureReader(stream);
            var reassembly = new TcpReassembly(port, chunks);
            while (reader.TryRead(out CapturedPacket packet))
            {
                if (PacketReader.Read(packet, out TcpSegment segment) == PacketKind.Tcp)
                {
                    reassembly.Add(segment);
                }
            }

            reassembly.Complete();
        }

        return chunks;
    }

    public void OnBytes(CapturedConnection connection, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> bytes)
    {
        if (!waiting.TryGetValue((connection, side), out List<byte>? buffer))
        {
            waiting[(connection, side)] = buffer = [];
        }

        buffer.AddRange(bytes);
        while (true)
        {
            byte[] now = [.. buffer];
            switch (ChunkFraming.TryRead(now, int.MaxValue, out ChunkHeader header, out _))
            {
                case FrameStatus.Done:
                    All.Add(((connection.Device.Port << 16) + connection.Number, side, now[..header.Bytes]));
                    buffer.RemoveRange(0, header.Bytes);
                    continue;
                case FrameStatus.Fault:
                    // Behind a gap the next chunk is looked for at the start of a segment.
                    buffer.Clear();
                    return;
                default:
                    return;
            }
        }
    }

    public void OnGap(CapturedConnection connection, StreamSide side, long missingBytes)
    {
        if (waiting.TryGetValue((connection, side), out List<byte>? buffer))
        {
            buffer.Clear();
        }
    }

    public void OnEnd(CapturedConnection connection)
    {
    }
}
