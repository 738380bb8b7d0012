using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>One connection of the plant's OPC UA server, without I/O: chunks in, chunks out. Only the security policy None.</summary>
/// <param name="services">Answers the requests.</param>
/// <param name="subscriptions">Its subscriptions.</param>
/// <param name="channelId">Number of its channel, above 0.</param>
internal sealed class UaDialogue(UaServices services, UaSubscriptions subscriptions, uint channelId)
{
    /// <summary>Longest chunk that is taken and sent.</summary>
    public const int ChunkBytesMax = 65_536;

    private readonly MessageAssembler messages = new(new AssemblyLimits { MessageBytesMax = 1024 * 1024, KeptBytesMax = 1024 * 1024 });
    private readonly SequenceMap numbers = new();
    private readonly UaWriter body = new();
    private SymmetricHeader last;

    /// <summary>True when the peer has closed its channel, or must be left.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes a whole chunk.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="output">Gets what is to be sent.</param>
    public void Take(in ChunkHeader header, ReadOnlySpan<byte> chunk, UaWriter output)
    {
        switch (header.Type)
        {
            case MessageType.Hello:
                TransportMessages.WriteAcknowledge(
                    output, new TransportTerms { ReceiveBytes = ChunkBytesMax, SendBytes = ChunkBytesMax, MessageBytesMax = 1024 * 1024, ChunksMax = 64 });
                break;
            case MessageType.OpenChannel:
                Open(chunk, output);
                break;
            case MessageType.Message:
                Answer(header, chunk, output);
                break;
            default:
                IsOver = true;
                break;
        }
    }

    /// <summary>Writes what has become due by itself.</summary>
    /// <param name="output">Gets what is to be sent.</param>
    public void Publish(UaWriter output)
    {
        body.Clear();
        while (subscriptions.TryPublish(body, out uint requestId))
        {
            ChunkWriter.Write(output, last, requestId, body.Written, ChunkBytesMax, numbers);
            body.Clear();
        }
    }

    private void Open(ReadOnlySpan<byte> chunk, UaWriter output)
    {
        if (AsymmetricHeader.TryRead(chunk, out AsymmetricHeader header).Kind != WireFaultKind.None
            || !header.PolicyUri.EndsWith("#None"u8))
        {
            TransportMessages.WriteError(output, StatusCodes.BadSecurityPolicyRejected, "only the security policy None"u8);
            IsOver = true;
            return;
        }

        var sequence = SequenceHeader.Of(chunk[header.EndBytes..]);
        body.Clear();
        services.Answer(chunk[(header.EndBytes + SequenceHeader.HeaderBytes)..], body, channelId);
        UaTexts.WriteOpenChunk(output, channelId, (numbers.PutIn(), sequence.RequestId), body.Written);
    }

    private void Answer(in ChunkHeader header, ReadOnlySpan<byte> chunk, UaWriter output)
    {
        var symmetric = SymmetricHeader.Of(chunk);
        var sequence = SequenceHeader.Of(chunk[SymmetricHeader.EndBytes..]);
        FrameStatus status = messages.Add(
            header, sequence.RequestId, chunk[ChunkFraming.SymmetricBytesMin..], out ReadOnlySpan<byte> message, out _);
        if (symmetric.ChannelId != channelId || status == FrameStatus.Fault)
        {
            TransportMessages.WriteError(output, StatusCodes.BadTcpSecureChannelUnknown, "no such channel"u8);
            IsOver = true;
            return;
        }

        if (status == FrameStatus.Done)
        {
            last = symmetric;
            Answer(sequence.RequestId, message, output);
        }
    }

    private void Answer(uint requestId, ReadOnlySpan<byte> message, UaWriter output)
    {
        body.Clear();
        if (!ServiceRequest.TryRead(message, out ServiceRequest request).IsNone || request.Service != ServiceType.Publish)
        {
            services.Answer(message, body, channelId);
        }
        else if (subscriptions.Take(requestId, request.Header.Handle) is not StatusCodes.Good and var status)
        {
            services.Fault(request.Header.Handle, status, body);
        }

        if (body.Count > 0)
        {
            ChunkWriter.Write(output, last, requestId, body.Written, ChunkBytesMax, numbers);
        }
    }
}
