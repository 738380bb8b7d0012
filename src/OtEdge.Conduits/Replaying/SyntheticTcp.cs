using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OtEdge.Conduits.Replaying;

/// <summary>Puts bytes of a connection into packets as they might have been on a wire, with right lengths and checksums.</summary>
public sealed class SyntheticTcp
{
    private const int EthernetBytes = 14;
    private const int IpVersion4Bytes = 20;
    private const int IpVersion6Bytes = 40;
    private const int TcpBytes = 20;
    private const byte TcpProtocol = 6;
    private const byte HopsMax = 64;
    private const byte PushAndAcknowledge = 0x18;
    private readonly byte[] source;
    private readonly byte[] target;
    private readonly (ushort Source, ushort Target) ports;

    /// <summary>Makes the path from one end to another.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="to">Who receives.</param>
    public SyntheticTcp(IPEndPoint from, IPEndPoint to)
    {
        bool isVersion4 = from.AddressFamily == AddressFamily.InterNetwork && to.AddressFamily == AddressFamily.InterNetwork;
        source = (isVersion4 ? from.Address : from.Address.MapToIPv6()).GetAddressBytes();
        target = (isVersion4 ? to.Address : to.Address.MapToIPv6()).GetAddressBytes();
        ports = ((ushort)from.Port, (ushort)to.Port);
    }

    /// <summary>One packet.</summary>
    /// <param name="sent">Bytes that its sender had sent before, modulo 2^32.</param>
    /// <param name="received">Bytes that its sender had received, modulo 2^32.</param>
    /// <param name="payload">The bytes, at most 65,000.</param>
    /// <returns>The packet from its Ethernet header on.</returns>
    public byte[] Packet(uint sent, uint received, ReadOnlySpan<byte> payload)
    {
        bool isVersion4 = source.Length == 4;
        int ipBytes = isVersion4 ? IpVersion4Bytes : IpVersion6Bytes;
        byte[] packet = new byte[EthernetBytes + ipBytes + TcpBytes + payload.Length];
        WriteEthernet(packet, isVersion4);
        Span<byte> ip = packet.AsSpan(EthernetBytes);
        if (isVersion4)
        {
            WriteVersion4(ip);
        }
        else
        {
            WriteVersion6(ip);
        }

        WriteTcp(ip[ipBytes..], sent, received, payload);
        return packet;
    }

    // Locally administered addresses that end as the IP addresses do.
    private void WriteEthernet(Span<byte> packet, bool isVersion4)
    {
        packet[0] = packet[6] = 0x02;
        target.AsSpan(^4..).CopyTo(packet[2..]);
        source.AsSpan(^4..).CopyTo(packet[8..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[12..], isVersion4 ? (ushort)0x0800 : (ushort)0x86DD);
    }

    // RFC 791 cl. 3.1, "do not fragment" set.
    private void WriteVersion4(Span<byte> ip)
    {
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        ip[6] = 0x40;
        ip[8] = HopsMax;
        ip[9] = TcpProtocol;
        source.CopyTo(ip[12..]);
        target.CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(Sum(ip[..IpVersion4Bytes])));
    }

    // RFC 8200 cl. 3.
    private void WriteVersion6(Span<byte> ip)
    {
        ip[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)(ip.Length - IpVersion6Bytes));
        ip[6] = TcpProtocol;
        ip[7] = HopsMax;
        source.CopyTo(ip[8..]);
        target.CopyTo(ip[24..]);
    }

    // RFC 9293 cl. 3.1; both sides count from 1, as if they had begun at 0 with a SYN.
    private void WriteTcp(Span<byte> tcp, uint sent, uint received, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(tcp, ports.Source);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], ports.Target);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], unchecked(sent + 1));
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], unchecked(received + 1));
        tcp[12] = TcpBytes / 4 << 4;
        tcp[13] = PushAndAcknowledge;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.MaxValue);
        payload.CopyTo(tcp[TcpBytes..]);
        long pseudoHeader = Sum(source) + Sum(target) + TcpProtocol + tcp.Length;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(pseudoHeader + Sum(tcp)));
    }

    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += (i & 1) == 0 ? bytes[i] << 8 : bytes[i];
        }

        return sum;
    }

    // RFC 1071.
    private static ushort Checksum(long sum)
    {
        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        return (ushort)(ushort.MaxValue - sum);
    }
}
