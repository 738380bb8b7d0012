using OtEdge.Modbus;
using OtEdge.Testing.Hex;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class ReadingPathAllocationTests
{
    [Fact]
    public void Framing_parsing_and_checking_allocate_nothing()
    {
        var frames = GoldenFrames.All.Where(frame => frame.Kind != GoldenFrameKind.Stream).ToArray();
        var pendings = frames.Select(f => f.Request is null ? default : FrameText.PendingOf(f.Request.Bytes)).ToArray();
        int sum = ReadAll(frames, pendings);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int again = ReadAll(frames, pendings);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(sum, again);
        Assert.NotEqual(0, sum);
        Assert.Equal(0, allocated);
    }

    private static int ReadAll(GoldenFrame[] frames, PendingRequest[] pendings)
    {
        int sum = 0;
        for (int i = 0; i < frames.Length; i++)
        {
            ReadOnlySpan<byte> adu = frames[i].Bytes;
            sum += (int)ModbusFraming.TryRead(adu, Mbap.AduBytesMax, out int aduBytes, out _) + aduBytes;
            if (frames[i].Kind == GoldenFrameKind.Reply)
            {
                var reply = ModbusReply.Read(adu, pendings[i]);
                sum += (int)reply.Check + reply.ReadData.Length + reply.ExceptionCode;
            }
            else if (ModbusRequest.TryParse(adu, out var request, out var fault))
            {
                sum += request.WriteData.Length + request.Sub + (int)request.Class + request.AndMask + PendingRequest.Of(request).Sub;
                foreach (var group in request.FileRecords)
                {
                    sum += group.File + group.Data.Length;
                }
            }
            else
            {
                sum += fault.Message.Length;
            }
        }

        return sum;
    }
}
