using OtEdge.Conduits.Replaying;
using OtEdge.Testing.Hex;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class ReplayMutationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(5);

    [Fact]
    public Task A_replay_stands_mutated_pcap() => Run(11, "pcap", Captures(frames =>
    {
        var capture = new CaptureBuilder().Pcap(LinkType.Ethernet);
        frames.ForEach(frame => capture.PcapPacket(1, 0, frame.Ethernet()));
        return capture.Bytes;
    }));

    [Fact]
    public Task A_replay_stands_mutated_pcapng() => Run(12, "pcapng", Captures(frames =>
    {
        var capture = new CaptureBuilder(true)
            .Section().Interface(LinkType.RawIp, options: [0, 9, 0, 1, 9, 0, 0, 0]).Interface(LinkType.LinuxCooked);
        frames.ForEach(frame => capture
            .Enhanced(0, 1, frame.IPv4())
            .Obsolete(1, 1, [.. new byte[14], 0x08, 0x00, .. frame.IPv4()])
            .Simple(frame.IPv4(), 60));
        return capture.Bytes;
    }));

    [Fact]
    public Task Reassembly_stands_mutated_packets()
    {
        byte[][] packets = [.. Conversations().SelectMany(packets => packets).Select(packet => packet.IPv4())];
        var sink = new RecordingStreamSink();
        var limits = new TcpReassemblyLimits { Connections = 8, WaitingBytesMax = 500, WaitingBytesInAllMax = 1000 };
        var reassembly = new TcpReassembly(502, sink, limits);
        return Mutate(13, "packets", packets, bytes =>
        {
            var packet = new CapturedPacket(default, LinkType.RawIp, bytes, bytes.Length % 3);
            bool isTcp = PacketReader.Read(packet, out var segment) == PacketKind.Tcp;
            if (isTcp)
            {
                reassembly.Add(segment);
                sink.Lines.Clear();
                sink.ClientBytes.Clear();
            }

            Assert.InRange(reassembly.WaitingBytes, 0, 1000);
            return isTcp ? 1 : 0;
        });
    }

    private static byte[][] Captures(Func<List<TestPacket>, byte[]> write) => [.. Conversations().Select(write)];

    // A few golden frames each, as a conversation with a beginning, a reordered middle and an end.
    private static List<List<TestPacket>> Conversations()
    {
        var conversations = new List<List<TestPacket>>();
        foreach (var frames in GoldenFrames.All.Chunk(6))
        {
            uint sequence = 100;
            var packets = new List<TestPacket> { new() { Sequence = 99, Flags = TestPacket.Syn } };
            foreach (var frame in frames)
            {
                packets.Add(new TestPacket { Sequence = sequence, Payload = frame.Bytes });
                sequence += (uint)frame.Bytes.Length;
            }

            packets.Reverse(2, 2);
            packets.Add(new TestPacket { Sequence = sequence, Flags = TestPacket.Fin | TestPacket.Ack });
            conversations.Add(packets);
        }

        return conversations;
    }

    private Task Run(ulong reader, string name, byte[][] captures) => Mutate(reader, name, captures, bytes =>
    {
        var sink = new RecordingReplaySink();
        using var stream = new MemoryStream(bytes);
        var totals = ModbusReplay.Run(stream, new ModbusReplayOptions(), sink);
        Assert.InRange(totals.Packets, 0, bytes.Length / 12);
        return totals.Packets;
    });

    private async Task Mutate(ulong reader, string name, byte[][] corpus, Func<byte[], long> read)
    {
        int mutations = SeededRun.Mutations;
        output.WriteLine($"{name}: {mutations} mutations, OTEDGE_SEED={SeededRun.Seed}");
        var mutator = new Mutator(unchecked(SeededRun.Seed + reader), corpus);
        byte[] bytes = [];
        long found = 0;
        var work = Task.Run(() =>
        {
            for (int i = 0; i < mutations; i++)
            {
                bytes = mutator.Next();
                found += read(bytes);
            }

            output.WriteLine($"{name}: {found} packets were found");
            Assert.True(found > mutations / 10, $"only {found} packets were found in mutated bytes");
        });
        try
        {
            await work.WaitAsync(HangsAfter);
        }
        catch (Exception failure)
        {
            Assert.Fail(SeededRun.Again($"{name} on {Convert.ToHexString(bytes)}: {failure}"));
        }
    }
}
