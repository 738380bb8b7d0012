using System.Net;
using OtEdge.Conduits.Replaying;
using OtEdge.Tests.Replaying;

namespace OtEdge.Tests.Replays;

/// <summary>A capture of clients that talk to one device, written segment by segment; time passes only when told to.</summary>
internal sealed class CapturedTalk(int devicePort = 502, DateTimeOffset? start = null)
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    private readonly CaptureBuilder capture = new CaptureBuilder().Pcap(LinkType.RawIp);
    private readonly Dictionary<string, (uint Client, uint Device)> sequences = [];
    private readonly IPEndPoint device = new(IPAddress.Parse("10.10.0.10"), devicePort);

    public DateTimeOffset Now { get; private set; } = start ?? Start;

    public byte[] Pcap => capture.Bytes;

    public void Pass(TimeSpan span) => Now += span;

    public void Ask(ReadOnlySpan<byte> bytes, string client = "10.20.0.11") => Send(bytes.ToArray(), client, isClient: true);

    public void Answer(ReadOnlySpan<byte> bytes, string client = "10.20.0.11") => Send(bytes.ToArray(), client, isClient: false);

    private void Send(byte[] payload, string client, bool isClient)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(client), 40_000);
        if (!sequences.TryGetValue(client, out (uint Client, uint Device) next))
        {
            next = (1001, 5001);
            Packet(new TestPacket { From = endpoint, To = device, Sequence = 1000, Flags = TestPacket.Syn });
            Packet(new TestPacket
            {
                From = device,
                To = endpoint,
                Sequence = 5000,
                Acknowledged = 1001,
                Flags = TestPacket.Syn | TestPacket.Ack,
            });
        }

        Packet(new TestPacket
        {
            From = isClient ? endpoint : device,
            To = isClient ? device : endpoint,
            Sequence = isClient ? next.Client : next.Device,
            Acknowledged = isClient ? next.Device : next.Client,
            Payload = payload,
        });
        uint length = (uint)payload.Length;
        sequences[client] = isClient ? (next.Client + length, next.Device) : (next.Client, next.Device + length);
    }

    private void Packet(TestPacket packet)
    {
        long ticks = (Now - DateTimeOffset.UnixEpoch).Ticks;
        uint seconds = (uint)(ticks / TimeSpan.TicksPerSecond);
        uint micros = (uint)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        capture.PcapPacket(seconds, micros, packet.IPv4());
    }
}
