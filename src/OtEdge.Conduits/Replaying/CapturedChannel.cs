using OtEdge.Conduits.OpcUa;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.Replaying;

/// <summary>
/// The secure channel of a captured connection, read as a conduit reads it. What is encrypted is read where there are keys for it, and
/// else counted. A channel whose begin the capture lacks is taken for what its first whole request looks like.
/// </summary>
/// <param name="judge">Takes the items.</param>
/// <param name="server">What is known of the server.</param>
/// <param name="log">Keys of encrypted channels; null: none.</param>
/// <param name="totals">Takes what was come across.</param>
internal sealed class CapturedChannel(CapturedJudge judge, ServerMemory server, KeyLog? log, ReplayTotals totals)
{
    private const int PendingMax = 4096;
    private readonly RequestInspector inspector = new(judge, server);
    private readonly ChannelState channel = new();
    private readonly MessageAssembler requests = new(AssemblyLimits.InSession);
    private readonly MessageAssembler replies = new(AssemblyLimits.InSession);
    private readonly Dictionary<uint, PendingCall> pending = [];
    private readonly CapturedKeys keys = new(log, totals);
    private int opensPending;

    /// <summary>Bytes of messages whose rest has not come yet.</summary>
    internal int KeptBytes => requests.KeptBytes + replies.KeptBytes;

    /// <summary>Takes a chunk.</summary>
    /// <returns>What is wrong with it.</returns>
    internal WireFault Take(StreamSide side, DateTimeOffset time, in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        judge.Utc = time;
        return (header.Type, side) switch
        {
            (MessageType.OpenChannel, StreamSide.Client) => TakeOpen(header, chunk),
            (MessageType.OpenChannel, _) => TakeOpened(),
            (MessageType.Message, StreamSide.Client) => TakeRequest(header, chunk),
            (MessageType.Message, _) => TakeReply(header, chunk),
            (MessageType.CloseChannel, StreamSide.Client) => TakeClose(),
            (MessageType.Hello or MessageType.ReverseHello or MessageType.Acknowledge or MessageType.Error, _) => default,
            _ => new WireFault(WireFaultKind.UnexpectedMessage),
        };
    }

    /// <summary>Tells that the client has sent bytes that are no message.</summary>
    internal void TakeUnreadable(DateTimeOffset time)
    {
        judge.Utc = time;
        inspector.JudgeUnreadable();
    }

    /// <summary>Bytes of a direction are missing: what was begun is never finished.</summary>
    /// <returns>Messages that were cut off.</returns>
    internal int Lose(StreamSide side)
    {
        MessageAssembler cut = side == StreamSide.Client ? requests : replies;
        int messages = cut.HasUnfinished ? 1 : 0;
        cut.Clear();
        return messages;
    }

    private WireFault TakeOpen(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        totals.Requests++;
        opensPending++;
        WireFault fault = OpenChunk.TryRead(header, chunk, out OpenChunk open);
        if (!fault.IsNone)
        {
            totals.MalformedRequests++;
            inspector.JudgeUnreadable();
            return default;
        }

        if (channel.Policy != open.Policy)
        {
            channel.Policy = open.Policy;
            channel.Mode = open.Mode;
            inspector.BindChannel(judge.Client with
            {
                Client = judge.Client.Client with { ApplicationUri = null, Thumbprint = open.Thumbprint },
                User = null,
                Security = open.Mode,
                SecurityPolicy = open.Policy,
            });
        }

        inspector.JudgeChannel(new(Core.Policy.DecisionReason.Allowed));
        return default;
    }

    private WireFault TakeOpened()
    {
        totals.Responses++;
        if (opensPending > 0)
        {
            opensPending--;
            totals.Pairs++;
        }

        return default;
    }

    // Nothing answers it, and nothing is judged of it.
    private WireFault TakeClose()
    {
        totals.Requests++;
        return default;
    }

    private WireFault TakeRequest(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        if (channel.Mode == MessageSecurity.Unknown)
        {
            channel.Mode = channel.Policy.Length > 0
                ? ReadableBody.IsSigned(chunk, channel.SignatureBytes) ? MessageSecurity.Sign : MessageSecurity.SignAndEncrypt
                : Guess(header, chunk);
        }

        bool isSealed = channel.Mode is MessageSecurity.SignAndEncrypt or MessageSecurity.Unknown;
        ReadOnlySpan<byte> plain = chunk;
        if (isSealed && !keys.TryOpen(StreamSide.Client, chunk, !requests.HasUnfinished, out plain))
        {
            totals.Requests += header.Kind == ChunkKind.Final ? 1 : 0;
            totals.NotReadable += header.Kind == ChunkKind.Final ? 1 : 0;
            requests.Clear();
            return default;
        }

        WireFault fault = Assemble(requests, header, plain, isSealed, out uint requestId, out ReadOnlySpan<byte> message);
        if (message.IsEmpty)
        {
            return fault;
        }

        totals.Requests++;
        totals.Decrypted += isSealed ? 1 : 0;
        inspector.Inspect(message);
        totals.MalformedRequests += judge.IsMalformed ? 1 : 0;
        if (pending.Count < PendingMax)
        {
            pending[requestId] = inspector.Call;
        }

        return default;
    }

    private WireFault TakeReply(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        bool isSealed = channel.Mode is MessageSecurity.SignAndEncrypt or MessageSecurity.Unknown;
        ReadOnlySpan<byte> plain = chunk;
        if (isSealed && !keys.TryOpen(StreamSide.Device, chunk, !replies.HasUnfinished, out plain))
        {
            totals.Responses += header.Kind == ChunkKind.Final ? 1 : 0;
            replies.Clear();
            return default;
        }

        WireFault fault = Assemble(replies, header, plain, isSealed, out uint requestId, out ReadOnlySpan<byte> message);
        if (message.IsEmpty)
        {
            return fault;
        }

        totals.Responses++;
        totals.ServiceFaults += ServiceResponse.TryRead(message, out ServiceResponse response).IsNone && response.IsFault ? 1 : 0;
        if (pending.Remove(requestId, out PendingCall call))
        {
            totals.Pairs++;
            ReplyLearning.Learn(call, message, server, judge);
        }

        return default;
    }

    private WireFault Assemble(
        MessageAssembler messages, in ChunkHeader header, ReadOnlySpan<byte> chunk, bool isOpened, out uint requestId, out ReadOnlySpan<byte> message)
    {
        message = default;
        requestId = SequenceHeader.Of(chunk[SymmetricHeader.EndBytes..]).RequestId;
        ReadOnlySpan<byte> body = isOpened ? chunk[ChunkFraming.SymmetricBytesMin..] : default;
        if (!isOpened && !ReadableBody.TryCut(chunk, channel, out body))
        {
            return new WireFault(WireFaultKind.ChunkTooShort, ChunkFraming.SymmetricBytesMin + channel.SignatureBytes, chunk.Length);
        }

        messages.Add(header, requestId, body, out message, out WireFault fault);
        return fault;
    }

    // A request is read to its last byte, so only the right length of what stands behind it leaves nothing over. One that begins
    // like a request and is wrong further on is not encrypted either.
    private MessageSecurity Guess(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        if (header.Kind != ChunkKind.Final)
        {
            return MessageSecurity.Unknown;
        }

        foreach (string policy in new[] { "None", "Basic256Sha256", "ECC_nistP384", "Basic256" })
        {
            channel.Policy = policy;
            channel.Mode = policy == "None" ? MessageSecurity.None : MessageSecurity.Sign;
            if (ReadableBody.TryCut(chunk, channel, out ReadOnlySpan<byte> body) && IsWhole(body))
            {
                return channel.Mode;
            }
        }

        channel.Policy = ReadableBody.IsSigned(chunk, signatureBytes: 1) ? "None" : "";
        return channel.Policy.Length > 0 ? MessageSecurity.None : MessageSecurity.SignAndEncrypt;
    }

    private static bool IsWhole(ReadOnlySpan<byte> body)
    {
        if (!ServiceRequest.TryRead(body, out ServiceRequest request).IsNone || request.Service == ServiceType.None)
        {
            return false;
        }

        var items = new RequestItems(request);
        while (items.MoveNext())
        {
        }

        return items.Fault.IsNone;
    }
}
