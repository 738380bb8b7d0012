using System.Buffers.Binary;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// What both ends of a secure channel have in common: chunks in and out. It has no I/O: it is given bytes, says what has happened,
/// and leaves bytes to be sent in <see cref="Output"/>. One thread at a time may use it.
/// </summary>
public abstract class ChannelEnd : IDisposable
{
    private readonly ChannelTokens tokens = new();
    private readonly SequenceCounter sent = new();
    private readonly SequenceCheck received = new();
    private readonly MessageAssembler assembler = new(AssemblyLimits.BeforeSession);
    private readonly UaWriter output = new();
    private readonly UaWriter held = new();
    private ChannelWork? work;
    private readonly ScratchBuffer scratch = new();
    private uint faultStatus;

    private protected ChannelEnd(TransportTerms own)
    {
        Own = own;
        Peer = own;
    }

    /// <summary>Number of the channel; 0 before the server has given one.</summary>
    public uint ChannelId { get; private protected set; }

    /// <summary>True when messages can be sent and received.</summary>
    public bool IsOpen => tokens.Outgoing is not null && !IsOver;

    /// <summary>True when the channel is over, whatever still arrives.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True while work is not completed: bytes that arrive have to wait.</summary>
    public bool IsPaused => work is not null;

    /// <summary>When the newest token was issued and how long it is good; null before the channel is open.</summary>
    public ChannelToken? NewestToken => tokens.Newest;

    /// <summary>What the peer may make this side keep. Default: as before a session.</summary>
    public AssemblyLimits IncomingLimits
    {
        get => assembler.Limits;
        set => assembler.Limits = value;
    }

    /// <summary>What the channel shares with others for unfinished messages; null: nothing.</summary>
    public AssemblyBudget? IncomingBudget
    {
        get => assembler.Budget;
        set => assembler.Budget = value;
    }

    /// <summary>True when the peer has begun a message and not finished it.</summary>
    public bool HasUnfinished => assembler.HasUnfinished;

    /// <summary>Bytes to be sent; they stay until <see cref="OutputTaken"/>.</summary>
    public ReadOnlySpan<byte> Output => output.Written;

    /// <summary>What this side offered.</summary>
    private protected TransportTerms Own { get; }

    /// <summary>What the other side takes, once it has said so.</summary>
    private protected TransportTerms Peer { get; set; }

    private protected UaWriter Outgoing => work is null ? output : held;

    // No chunk need be longer than what may still be kept, with its headers, padding and signature.
    private int IncomingChunkBytesMax => (int)Math.Min(Own.ReceiveBytes, assembler.Limits.KeptBytesMax - assembler.KeptBytes + 1024L);

    private int SendChunkBytesMax => (int)Math.Min(Math.Min(Own.SendBytes, Peer.ReceiveBytes), int.MaxValue);

    /// <summary>The output was sent.</summary>
    public void OutputTaken() => output.Clear(keepBytesMax: 16 * 1024);

    /// <summary>The message of the last event is not needed any more: memory that was needed for it alone goes back.</summary>
    public void MessageTaken()
    {
        assembler.MessageTaken();
        scratch.Shrink();
    }

    /// <summary>Takes at most one chunk from the beginning of what has arrived.</summary>
    /// <param name="bytes">What has arrived and was not consumed yet.</param>
    /// <param name="now">The time.</param>
    /// <param name="consumed">How many bytes were taken.</param>
    public ChannelEvent Receive(ReadOnlySpan<byte> bytes, Moment now, out int consumed)
    {
        consumed = 0;
        if (IsOver)
        {
            consumed = bytes.Length;
            return ChannelEvent.Faulted(faultStatus, "the channel is over");
        }

        if (IsPaused)
        {
            return default;
        }

        switch (ChunkFraming.TryRead(bytes, IncomingChunkBytesMax, out var header, out var fault))
        {
            case FrameStatus.NeedMore:
                return default;
            case FrameStatus.Done:
                consumed = header.Bytes;
                var chunk = bytes[..header.Bytes];
                return header.Type is MessageType.Message or MessageType.CloseChannel
                    ? TakeSecured(header, chunk, now)
                    : TakeOther(header, chunk, now);
            default:
                consumed = bytes.Length;
                return Fail(fault);
        }
    }

    /// <summary>Completes work that was run.</summary>
    /// <param name="done">The work that an event has asked for.</param>
    /// <param name="now">The time.</param>
    public ChannelEvent Complete(ChannelWork done, Moment now)
    {
        ArgumentNullException.ThrowIfNull(done);
        if (IsOver)
        {
            return ChannelEvent.Faulted(faultStatus, "the channel is over");
        }

        if (!ReferenceEquals(done, work))
        {
            throw new InvalidOperationException("expected the work that the channel has asked for");
        }

        work = null;
        if (done.StatusCode != StatusCodes.Good)
        {
            return Fail(done.StatusCode, done.Reason!);
        }

        if (done.Chunk is not null)
        {
            output.Raw(done.Chunk);
        }

        var happened = Completed(done, now);
        output.Raw(held.Written);
        held.Clear();
        return happened;
    }

    /// <summary>Sends a message in as many chunks as the peer wants it.</summary>
    /// <param name="requestId">The request that it is, or answers.</param>
    /// <param name="message">Type id, header, parameters.</param>
    /// <param name="now">The time.</param>
    /// <returns>False when it is longer than the peer takes; nothing is sent then.</returns>
    public bool TrySend(uint requestId, ReadOnlySpan<byte> message, Moment now)
    {
        var token = Token(now);
        int bodyBytesMax = token.Sealer.BodyBytesMax(SendChunkBytesMax);
        long chunks = Math.Max(1, (message.Length + (long)bodyBytesMax - 1) / bodyBytesMax);
        if ((Peer.MessageBytesMax != 0 && message.Length > Peer.MessageBytesMax) || (Peer.ChunksMax != 0 && chunks > Peer.ChunksMax))
        {
            return false;
        }

        do
        {
            int bytes = Math.Min(bodyBytesMax, message.Length);
            var kind = bytes == message.Length ? ChunkKind.Final : ChunkKind.Intermediate;
            SendChunk(token, (MessageType.Message, kind), requestId, message[..bytes]);
            message = message[bytes..];
        }
        while (!message.IsEmpty);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsOver = true;
        tokens.Dispose();
        assembler.Clear();
        scratch.Clear();
        DisposeEnd();
        GC.SuppressFinalize(this);
    }

    private protected abstract ChannelEvent TakeOther(ChunkHeader header, ReadOnlySpan<byte> chunk, Moment now);

    private protected abstract ChannelEvent Completed(ChannelWork done, Moment now);

    private protected abstract void TellOfFault(uint status);

    private protected abstract void DisposeEnd();

    private protected uint NextNumber() => sent.Next();

    private protected bool TryTakeNumber(uint number) => received.TryTake(number);

    private protected void AddToken(ChannelToken token, Moment now, bool sendWithIt) => tokens.Add(token, now.Elapsed, sendWithIt);

    private protected ChannelEvent Begin(ChannelWork begun)
    {
        work = begun;
        return ChannelEvent.Of(begun);
    }

    private protected void SendClose(uint requestId, ReadOnlySpan<byte> message, Moment now) =>
        SendChunk(Token(now), (MessageType.CloseChannel, ChunkKind.Final), requestId, message);

    private protected void End(uint status)
    {
        IsOver = true;
        faultStatus = status;
    }

    private protected ChannelEvent Fail(WireFault fault) => Fail(fault.StatusCode, fault.ToString());

    private protected ChannelEvent Fail(uint status, string reason)
    {
        End(status);
        TellOfFault(status);
        return ChannelEvent.Faulted(status, reason);
    }

    private ChannelEvent TakeSecured(ChunkHeader header, ReadOnlySpan<byte> chunk, Moment now)
    {
        var ids = SymmetricHeader.Of(chunk);
        if (!IsOpen || ids.ChannelId != ChannelId)
        {
            return Fail(new WireFault(WireFaultKind.ChannelId, ChannelId, ids.ChannelId));
        }

        if (tokens.Find(ids.TokenId, now.Elapsed) is not { } token)
        {
            return Fail(ChannelStatusCodes.BadSecureChannelTokenUnknown, $"the token {ids.TokenId} is unknown or over");
        }

        var copy = scratch.Copy(chunk);
        if (!token.Opener.TryOpen(copy, out int bodyBytes))
        {
            return Fail(StatusCodes.BadSecurityChecksFailed, "a chunk is not signed with the keys of the channel");
        }

        var sequence = SequenceHeader.Of(copy[SymmetricHeader.EndBytes..]);
        if (!received.TryTake(sequence.SequenceNumber))
        {
            return Fail(new WireFault(WireFaultKind.SequenceNumber, -1, sequence.SequenceNumber));
        }

        tokens.Used(token);
        var body = copy.Slice(ChunkSealer.BodyStart, bodyBytes);
        switch (assembler.Add(header, sequence.RequestId, body, out var message, out var fault))
        {
            case FrameStatus.NeedMore:
                scratch.Shrink();
                return ChannelEvent.Of(ChannelEventKind.Progress);
            case FrameStatus.Aborted:
                return ChannelEvent.Aborted(sequence.RequestId);
            case FrameStatus.Done when header.Type == MessageType.CloseChannel:
                End(ChannelStatusCodes.BadSecureChannelClosed);
                return ChannelEvent.Of(ChannelEventKind.Closed);
            case FrameStatus.Done:
                return ChannelEvent.Of(sequence.RequestId, message);
            default:
                return Fail(fault);
        }
    }

    // The other side may never have used the newer token; once the older is over there is no other choice.
    private ChannelToken Token(Moment now)
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("expected an open channel");
        }

        return tokens.Outgoing!.EndsAt < now.Elapsed ? tokens.Newest! : tokens.Outgoing;
    }

    private void SendChunk(ChannelToken token, (MessageType Type, ChunkKind Kind) what, uint requestId, ReadOnlySpan<byte> body)
    {
        var chunk = Outgoing.Room(token.Sealer.ChunkBytes(body.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk, (uint)what.Type | ((uint)what.Kind << 24));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[8..], ChannelId);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[12..], token.Id);
        new SequenceHeader(sent.Next(), requestId).Write(chunk[SymmetricHeader.EndBytes..]);
        body.CopyTo(chunk[ChunkSealer.BodyStart..]);
        token.Sealer.Seal(chunk, body.Length);
    }
}
