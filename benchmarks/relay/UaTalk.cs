using System.Buffers.Binary;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// Clients of OPC UA without security, each with a session: Read of ten nodes, and Write of one with every eighth request. Requests are
/// written once and only numbered anew.
/// </summary>
internal sealed class UaTalk : ITalk
{
    private readonly byte[][] reads = [.. Enumerable.Range(0, Gateways.Blocks).Select(block => UaFrames.Read(UaFrames.NodesOf(block)))];
    private readonly byte[][] writes = [.. Enumerable.Range(0, Gateways.Blocks).Select(block => UaFrames.Write(UaFrames.NodesOf(block)[0]))];
    private readonly UaChannel[] channels;
    private readonly byte[] request = new byte[1024];
    private uint number;

    public UaTalk(int connections) => channels = new UaChannel[connections];

    public void Begin(int connection, Func<byte[], byte[]> exchange)
    {
        exchange(UaFrames.Hello());
        byte[] opened = exchange(UaFrames.OpenChannel());
        if (AsymmetricHeader.TryRead(opened, out AsymmetricHeader header).Kind != WireFaultKind.None
            || ServiceResponse.TryRead(opened.AsSpan(header.EndBytes + SequenceHeader.HeaderBytes), out ServiceResponse response).Kind != WireFaultKind.None
            || !Answers.TryReadChannel(response, out SecurityTokenIds ids, out _))
        {
            throw new IOException("no channel was opened");
        }

        ref UaChannel channel = ref channels[connection];
        channel = new UaChannel { Id = ids.ChannelId, Token = ids.TokenId, Sent = 1, Session = UaFrames.NoSession };
        byte[] created = exchange(Number(UaFrames.CreateSession(), ref channel).ToArray());
        if (ServiceResponse.TryRead(created.AsSpan(ChunkFraming.SymmetricBytesMin), out response).Kind != WireFaultKind.None
            || !Answers.TryReadToken(response, out NodeIdRef token))
        {
            throw new IOException("no session was made");
        }

        var writer = new UaWriter();
        writer.NodeId(token);
        channel.Session = writer.Count == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(writer.Written)
            : throw new IOException("the device of this benchmark gives tokens of four bytes");
        exchange(Number(UaFrames.ActivateSession(), ref channel).ToArray());
    }

    public ReadOnlySpan<byte> Request(int connection)
    {
        int block = (int)((number + 1) % Gateways.Blocks);
        return Number((number + 1) % 8 == 0 ? writes[block] : reads[block], ref channels[connection]);
    }

    public bool IsGood(ReadOnlySpan<byte> reply) => UaFrames.IsGood(reply);

    private Span<byte> Number(ReadOnlySpan<byte> frame, ref UaChannel channel)
    {
        number++;
        Span<byte> numbered = request.AsSpan(0, frame.Length);
        frame.CopyTo(numbered);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.ChannelAt..], channel.Id);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.TokenAt..], channel.Token);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.SequenceAt..], ++channel.Sent);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.RequestAt..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.SessionAt..], channel.Session);
        BinaryPrimitives.WriteUInt32LittleEndian(numbered[UaFrames.RequestHandleAt..], number);
        return numbered;
    }

    private struct UaChannel
    {
        public uint Id;
        public uint Token;
        public uint Sent;
        public uint Session;
    }
}
