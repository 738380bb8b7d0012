using OtEdge.Modbus;
using OtEdge.Testing.Hex;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class GoldenFrameTests
{
    private static readonly GoldenFrame[] Whole =
        [.. GoldenFrames.All.Where(frame => frame.Kind != GoldenFrameKind.Stream)];

    [Fact]
    public void Every_golden_frame_means_what_its_file_says()
    {
        var wrong = GoldenFrames.All
            .Select(frame => (frame, got: Describe(frame)))
            .Where(pair => pair.got != pair.frame.Expected)
            .Select(pair => $"{pair.frame}\n  expected {pair.frame.Expected}\n  got      {pair.got}")
            .ToList();

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Every_public_function_has_a_golden_request_reply_exception_and_fault()
    {
        byte[] functions = [.. ModbusFunctions.All.Where(f => f.Sub < 0).Select(f => f.Code).Where(c => c != FunctionCode.Umas)];
        foreach (byte function in functions)
        {
            var frames = Whole.Where(frame => (frame.Bytes[Mbap.HeaderBytes] & 0x7F) == function).ToList();
            Assert.Contains(frames, f => f.Kind == GoldenFrameKind.Request && !f.Expected.StartsWith("fault", StringComparison.Ordinal));
            Assert.Contains(frames, f => f.Expected.StartsWith("fault", StringComparison.Ordinal));
            Assert.Contains(frames, f => f.Expected.StartsWith("Ok", StringComparison.Ordinal));
            Assert.Contains(frames, f => f.Expected.StartsWith("Exception", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_frame_cut_anywhere_needs_more_and_is_no_fault()
    {
        foreach (var frame in Whole)
        {
            for (int cut = 0; cut < frame.Bytes.Length; cut++)
            {
                var status = ModbusFraming.TryRead(frame.Bytes.AsSpan(0, cut), Mbap.AduBytesMax, out _, out _);
                Assert.True(status == FrameStatus.NeedMore, $"{frame}, cut at {cut}: {status}");
            }
        }
    }

    [Fact]
    public void A_cut_request_is_never_taken_for_a_whole_one()
    {
        foreach (var frame in Whole)
        {
            for (int cut = 0; cut < frame.Bytes.Length; cut++)
            {
                bool parsed = ModbusRequest.TryParse(frame.Bytes.AsSpan(0, cut), out _, out var fault);
                Assert.False(parsed, $"{frame}, cut at {cut}");
                Assert.Equal(WireFaultKind.LengthMismatch, fault.Kind);
            }
        }
    }

    [Fact]
    public void A_request_whose_length_field_was_mended_after_a_cut_is_refused_unless_its_function_implies_that_length()
    {
        foreach (var frame in Whole.Where(frame => frame.Kind == GoldenFrameKind.Request))
        {
            for (int cut = Mbap.AduBytesMin; cut < frame.Bytes.Length; cut++)
            {
                byte[] adu = frame.Bytes[..cut];
                adu[5] = (byte)(cut - Mbap.BytesBeforeLengthCounts);
                if (ModbusRequest.TryParse(adu, out var request, out _) && !request.IsOpaque)
                {
                    int implied = ImpliedLength.OfRequest(request.Pdu);
                    Assert.True(implied == request.Pdu.Length || request.Sub == 0, $"{frame}, cut at {cut}");
                }
            }
        }
    }

    [Fact]
    public void A_reply_whose_length_field_was_mended_after_a_cut_is_never_ok()
    {
        foreach (var frame in Whole.Where(f => f.Kind == GoldenFrameKind.Reply && f.Expected.StartsWith("Ok", StringComparison.Ordinal)))
        {
            var pending = FrameText.PendingOf(frame.Request!.Bytes);
            if (pending.Function is not (FunctionCode.Umas or FunctionCode.EncapsulatedInterfaceTransport))
            {
                for (int cut = Mbap.AduBytesMin; cut < frame.Bytes.Length; cut++)
                {
                    byte[] adu = frame.Bytes[..cut];
                    adu[5] = (byte)(cut - Mbap.BytesBeforeLengthCounts);
                    Assert.True(ModbusReply.Read(adu, pending).Check != ReplyCheck.Ok, $"{frame}, cut at {cut}");
                }
            }
        }
    }

    [Fact]
    public void Two_frames_in_one_segment_are_framed_the_same_when_split_at_every_boundary()
    {
        foreach (var frame in Whole)
        {
            byte[] both = [.. frame.Bytes, .. frame.Bytes];
            for (int split = 0; split <= both.Length; split++)
            {
                Assert.Equal([frame.Bytes, frame.Bytes], Segments.Frame([both[..split], both[split..]]));
            }
        }
    }

    private static string Describe(GoldenFrame frame) => frame.Kind switch
    {
        GoldenFrameKind.Request => FrameText.OfRequest(frame.Bytes),
        GoldenFrameKind.Reply => FrameText.OfReply(frame.Bytes, frame.Request!.Bytes),
        _ => FrameText.OfStream(frame.Bytes),
    };
}
