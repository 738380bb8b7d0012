namespace OtEdge.Conduits.Replaying;

/// <summary>Reads the packets of a capture into the streams of its connections.</summary>
internal static class CapturedStreams
{
    /// <summary>Reads a whole capture.</summary>
    /// <param name="capture">The capture from its first byte; not closed.</param>
    /// <param name="reassembly">Puts the streams together.</param>
    /// <param name="totals">Takes what was come across.</param>
    /// <exception cref="IOException">The capture cannot be read.</exception>
    internal static void Read(Stream capture, TcpReassembly reassembly, ReplayTotals totals)
    {
        var reader = new CaptureReader(capture);
        while (reader.TryRead(out var packet))
        {
            totals.Packets++;
            switch (PacketReader.Read(packet, out var segment))
            {
                case PacketKind.Tcp:
                    reassembly.Add(segment);
                    break;
                case PacketKind.Fragment:
                    totals.Fragments++;
                    break;
                case PacketKind.Damaged or PacketKind.UnknownLink:
                    totals.UnreadPackets++;
                    break;
                default:
                    break;
            }
        }

        reassembly.Complete();
        totals.Connections = reassembly.Connections;
        totals.Retransmissions = reassembly.Retransmissions;
        totals.Damage = reader.Damage;
    }
}
