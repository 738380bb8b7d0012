using OtEdge.Modbus;
using OtEdge.Testing.Hex;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    private static readonly PendingRequest[] Pendings =
    [
        .. GoldenFrames.All
            .Where(frame => frame.Kind == GoldenFrameKind.Request && frame.Expected.StartsWith("unit", StringComparison.Ordinal))
            .Select(frame => FrameText.PendingOf(frame.Bytes)),
    ];

    private int good;

    [Fact]
    public Task Framing_stands_mutated_streams() => Run(1, "framing", bytes =>
    {
        int aduBytesMax = Mbap.AduBytesMax + (bytes.Length % 2 * (Mbap.AduBytesLimit - Mbap.AduBytesMax));
        var status = ModbusFraming.TryRead(bytes, aduBytesMax, out int aduBytes, out var fault);
        switch (status)
        {
            case FrameStatus.Done:
                good++;
                Assert.InRange(aduBytes, Mbap.AduBytesMin, Math.Min(bytes.Length, aduBytesMax));
                Assert.Equal(bytes[5] + (bytes[4] << 8) + 6, aduBytes);
                break;
            case FrameStatus.NeedMore:
                Assert.InRange(aduBytes, bytes.Length + 1, aduBytesMax);
                break;
            default:
                Assert.True(fault.IsFraming);
                Assert.Equal(0, aduBytes);
                break;
        }
    });

    [Fact]
    public Task The_request_reader_stands_mutated_frames() => Run(2, "requests", bytes =>
    {
        foreach (byte[] adu in new[] { bytes, Mended(bytes) })
        {
            if (!ModbusRequest.TryParse(adu, out var request, out var fault))
            {
                Assert.NotEqual(WireFaultKind.None, fault.Kind);
                continue;
            }

            int implied = ImpliedLength.OfRequest(request.Pdu);
            Assert.True(implied < 0 || implied == request.Pdu.Length, "a device would see another frame");
            Assert.Equal(adu.Length, request.Adu.Length);
            Assert.InRange(request.Function, 1, 127);
            AssertWithinSpace(request.Read);
            AssertWithinSpace(request.Write);
            Assert.Equal(DataBytesOf(request), request.WriteData.Length);
            foreach (var group in request.FileRecords)
            {
                Assert.InRange(group.File, 1, 65535);
                Assert.InRange(group.Record + group.Count, 1, 10000);
                Assert.Equal(request.Function == FunctionCode.WriteFileRecord ? group.Count * 2 : 0, group.Data.Length);
            }

            good++;
            _ = FrameText.OfRequest(adu);
            _ = PendingRequest.Of(request);
        }
    });

    [Fact]
    public Task The_reply_reader_stands_mutated_frames()
    {
        int next = 0;
        return Run(3, "replies", bytes =>
        {
            byte[] adu = Mended(bytes);
            if (adu.Length < Mbap.AduBytesMin)
            {
                return;
            }

            // Transaction, unit and function are made to fit, or nothing but the first checks would ever run.
            var pending = Pendings[next++ % Pendings.Length];
            if (next % 8 != 0)
            {
                adu[0] = (byte)(pending.TransactionId >> 8);
                adu[1] = (byte)(pending.TransactionId & 0xFF);
                adu[6] = pending.Unit;
                adu[7] = (byte)((adu[7] & 0x80) | pending.Function);
            }

            var reply = ModbusReply.Read(adu, pending);
            bool isRead = pending.Function is (>= 1 and <= 4) or FunctionCode.ReadWriteMultipleRegisters;
            if (reply.Check == ReplyCheck.Ok && isRead)
            {
                Assert.Equal(ExpectedReadBytes(pending), reply.ReadData.Length);
            }

            Assert.Equal(reply.IsException ? adu[8] : 0, reply.ExceptionCode);
            good += reply.Check == ReplyCheck.Ok ? 1 : 0;
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_mutations()
    {
        byte[][] corpus = Corpus();
        var one = new Mutator(42, corpus);
        var other = new Mutator(42, corpus);

        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(one.Next(), other.Next());
        }
    }

    private static byte[][] Corpus() => [.. GoldenFrames.All.Select(frame => frame.Bytes)];

    private static byte[] Mended(byte[] bytes)
    {
        byte[] adu = [.. bytes.Take(Mbap.AduBytesMax)];
        if (adu.Length >= Mbap.AduBytesMin)
        {
            int length = adu.Length - Mbap.BytesBeforeLengthCounts;
            (adu[2], adu[3], adu[4], adu[5]) = (0, 0, (byte)(length >> 8), (byte)(length & 0xFF));
        }

        return adu;
    }

    private static void AssertWithinSpace(ModbusRange range)
    {
        if (!range.IsEmpty)
        {
            Assert.InRange(range.Address, 0, 65535);
            Assert.InRange(range.Last, range.Address, 65535);
            Assert.NotEqual(ModbusSpace.None, range.Space);
        }
    }

    private static int DataBytesOf(in ModbusRequest request) =>
        request.IsMask ? 0
        : request.Write.Space == ModbusSpace.Coil ? (request.Write.Count + 7) / 8
        : request.Write.Count * 2;

    private static int ExpectedReadBytes(PendingRequest pending) =>
        pending.Read.Space is ModbusSpace.Coil or ModbusSpace.DiscreteInput
            ? (pending.Read.Count + 7) / 8
            : pending.Read.Count * 2;

    private async Task Run(ulong reader, string name, Action<byte[]> read)
    {
        ulong seed = unchecked(SeededRun.Seed + reader);
        output.WriteLine($"{name}: {SeededRun.Mutations} mutations, OTEDGE_SEED={SeededRun.Seed}");
        var mutator = new Mutator(seed, Corpus());
        byte[] bytes = [];
        var work = Task.Run(() =>
        {
            for (int i = 0; i < SeededRun.Mutations; i++)
            {
                bytes = mutator.Next();
                read(bytes);
            }

            // Mutations that are all refused at the first check would prove nothing of the later ones.
            Assert.True(good > SeededRun.Mutations / 100, $"only {good} mutations were good frames");
        });
        try
        {
            await work.WaitAsync(HangsAfter);
            output.WriteLine($"{name}: {good} of them were good frames");
        }
        catch (Exception failure)
        {
            Assert.Fail(SeededRun.Again($"{name} on {Convert.ToHexString(bytes)}: {failure}"));
        }
    }
}
