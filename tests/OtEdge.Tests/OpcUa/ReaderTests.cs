using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.OpcUa;

public sealed class ReaderTests
{
    [Fact]
    public void Equal_ids_are_equal_however_they_are_encoded()
    {
        byte[][] encodings = [[0, 85], [1, 0, 85, 0], [2, 0, 0, 85, 0, 0, 0]];
        var known = new Dictionary<NodeId, string>(NodeIdComparer.Instance) { [new NodeId(0, 85)] = "Objects" };
        foreach (byte[] encoding in encodings)
        {
            var reader = new UaReader(encoding);
            NodeIdRef id = reader.NodeId();
            Assert.True(!reader.HasFailed && reader.Remaining == 0);
            Assert.True(id.Equals(new NodeIdRef(0, 85)));
            Assert.Equal("Objects", known.GetAlternateLookup<NodeIdRef>()[id]);
        }
    }

    [Theory]
    [InlineData("i=2255")]
    [InlineData("ns=2;s=Line1.Target")]
    [InlineData("ns=300;i=70000")]
    [InlineData("ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a")]
    [InlineData("ns=1;b=AQID")]
    public void An_id_is_written_and_read_as_people_write_it(string text)
    {
        Assert.True(NodeId.TryParse(text, out NodeId? id));
        var writer = new UaWriter();
        writer.NodeId(id.AsRef());
        var reader = new UaReader(writer.Written);
        Assert.Equal(text, reader.NodeId().ToString());
        Assert.Equal(0, reader.Remaining);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 85 })]
    [InlineData(new byte[] { 0x40, 85 })]
    [InlineData(new byte[] { 6, 85 })]
    public void A_node_id_with_flags_of_an_expanded_one_is_a_fault(byte[] bytes)
    {
        var reader = new UaReader(bytes);
        reader.NodeId();
        Assert.Equal(WireFaultKind.NodeIdEncoding, reader.Fault.Kind);
    }

    [Theory]
    [InlineData(10_000, 0x98, 1)] // an array of one Variant in another
    [InlineData(10_000, 0x40, 0)] // a DiagnosticInfo in another
    public void Values_nested_ten_thousand_deep_are_a_fault_at_once(int levels, byte mask, int count)
    {
        var writer = new UaWriter();
        for (int i = 0; i < levels; i++)
        {
            writer.Byte(mask);
            if (count > 0)
            {
                writer.Int32(count);
            }
        }

        var reader = new UaReader(writer.Written);
        if (count > 0)
        {
            reader.Variant();
        }
        else
        {
            reader.DiagnosticInfo();
        }

        Assert.Equal(WireFaultKind.Depth, reader.Fault.Kind);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-2)]
    [InlineData(1_000_000)]
    public void An_array_that_the_message_cannot_hold_is_a_fault_before_it_is_walked(int length)
    {
        byte[] body = RecordedMessages.Request("read");
        ServiceRequest.TryRead(body, out ServiceRequest request);
        int at = new RequestItems(request).ArrayStart;
        BitConverter.TryWriteBytes(body.AsSpan(at), length);
        ServiceRequest.TryRead(body, out ServiceRequest wrong);
        Assert.Equal(WireFaultKind.ArrayLength, new RequestItems(wrong).Fault.Kind);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_a_fault()
    {
        var reader = new UaReader([2, 0, 0, 0, 0xC3, 0x28]);
        reader.String();
        Assert.Equal(WireFaultKind.StringText, reader.Fault.Kind);
    }

    [Fact]
    public void Unfinished_messages_stay_within_their_limits()
    {
        var header = new ChunkHeader(MessageType.Message, ChunkKind.Intermediate, 0);
        var assembler = new MessageAssembler(new AssemblyLimits { MessageBytesMax = 100, KeptBytesMax = 150, ChunksMax = 3, UnfinishedMax = 2 });
        Assert.Equal(FrameStatus.NeedMore, assembler.Add(header, 1, new byte[90], out _, out _));
        Assert.Equal(FrameStatus.Fault, assembler.Add(header, 1, new byte[11], out _, out WireFault tooLong));
        Assert.Equal(WireFaultKind.MessageLength, tooLong.Kind);
        Assert.Equal(FrameStatus.Fault, assembler.Add(header, 2, new byte[61], out _, out WireFault tooMuch));
        Assert.Equal(WireFaultKind.MessageLength, tooMuch.Kind);
        Assert.Equal(FrameStatus.NeedMore, assembler.Add(header, 2, new byte[1], out _, out _));
        Assert.Equal(FrameStatus.Fault, assembler.Add(header, 3, new byte[1], out _, out WireFault tooMany));
        Assert.Equal(WireFaultKind.UnfinishedMessages, tooMany.Kind);
        Assert.Equal(FrameStatus.NeedMore, assembler.Add(header, 2, default, out _, out _));
        Assert.Equal(FrameStatus.NeedMore, assembler.Add(header, 2, default, out _, out _));
        Assert.Equal(FrameStatus.Fault, assembler.Add(header, 2, default, out _, out WireFault chunks));
        Assert.Equal(WireFaultKind.ChunkCount, chunks.Kind);
        Assert.Equal(FrameStatus.Aborted, assembler.Add(header with { Kind = ChunkKind.Abort }, 1, default, out _, out _));
        Assert.Equal(1, assembler.KeptBytes);
    }

    [Fact]
    public void Sequence_numbers_rise_by_one_after_something_was_left_out_or_put_in()
    {
        var numbers = new SequenceMap();
        Assert.True(numbers.Arrive(51));
        Assert.Equal(51u, numbers.Leave(51));
        Assert.True(numbers.Arrive(52));
        numbers.Renumber();
        Assert.True(numbers.Arrive(53));
        Assert.Equal(52u, numbers.Leave(53));
        Assert.Equal(53u, numbers.PutIn());
        Assert.Equal(54u, numbers.PutIn());
        Assert.True(numbers.Arrive(54));
        Assert.Equal(55u, numbers.Leave(54));
        Assert.False(numbers.Arrive(56));
    }

    [Fact]
    public void Sequence_numbers_wrap_as_the_standard_says()
    {
        var numbers = new SequenceMap();
        Assert.True(numbers.Arrive(SequenceMap.WrapsAbove));
        Assert.Equal(SequenceMap.WrapsAbove, numbers.Leave(SequenceMap.WrapsAbove));
        Assert.True(numbers.Arrive(1));
        Assert.Equal(1u, numbers.Leave(1));
        var renumbering = new SequenceMap();
        renumbering.Arrive(SequenceMap.WrapsAbove - 1);
        renumbering.Leave(SequenceMap.WrapsAbove - 1);
        Assert.Equal(SequenceMap.WrapsAbove, renumbering.PutIn());
        Assert.Equal(1u, renumbering.PutIn());
    }

    [Fact]
    public void Chunks_that_are_written_are_framed_again()
    {
        byte[] body = new byte[20_000];
        new Random(1).NextBytes(body);
        var writer = new UaWriter();
        var numbers = new SequenceMap();
        ChunkWriter.Write(writer, new SymmetricHeader(3, 4), 9, body, 8192, numbers);
        var assembler = new MessageAssembler(AssemblyLimits.InSession);
        ReadOnlySpan<byte> rest = writer.Written;
        uint expected = 1;
        while (ChunkFraming.TryRead(rest, 8192, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            SequenceHeader sequence = SequenceHeader.Of(rest[SymmetricHeader.EndBytes..]);
            Assert.Equal(new SequenceHeader(expected++, 9), sequence);
            if (assembler.Add(header, 9, rest[ChunkFraming.SymmetricBytesMin..header.Bytes], out ReadOnlySpan<byte> message, out _) == FrameStatus.Done)
            {
                Assert.True(message.SequenceEqual(body));
            }

            rest = rest[header.Bytes..];
        }

        Assert.Equal(4u, expected);
        Assert.True(rest.IsEmpty);
    }

    [Theory]
    [InlineData("HEX", 'F', 40, WireFaultKind.MessageType)]
    [InlineData("MSG", 'X', 40, WireFaultKind.ChunkFlag)]
    [InlineData("HEL", 'C', 40, WireFaultKind.ChunkFlag)]
    [InlineData("MSG", 'F', 23, WireFaultKind.ChunkTooShort)]
    [InlineData("MSG", 'F', 0, WireFaultKind.ChunkTooShort)]
    [InlineData("MSG", 'F', 8193, WireFaultKind.ChunkTooLong)]
    [InlineData("HEL", 'F', 4200, WireFaultKind.ChunkTooLong)]
    public void A_header_that_can_never_become_a_chunk_is_a_fault_at_once(string type, char kind, int size, WireFaultKind expected)
    {
        byte[] header = [.. System.Text.Encoding.ASCII.GetBytes(type), (byte)kind, .. BitConverter.GetBytes(size)];
        Assert.Equal(FrameStatus.Fault, ChunkFraming.TryRead(header, 8192, out _, out WireFault fault));
        Assert.Equal(expected, fault.Kind);
    }
}
