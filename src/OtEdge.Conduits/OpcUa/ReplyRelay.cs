using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// The way back on a connection that is read along: pairs answers with requests, learns from them, puts refused slots back, and asks
/// the server for its namespaces once a session is active.
/// </summary>
internal sealed class ReplyRelay
{
    private const int PendingMax = 4096;
    private const int KeptBytesMax = 1024 * 1024;

    // Stacks count request ids up from 1; a client that gets here would have asked for four thousand million things.
    private const uint OwnRequestId = uint.MaxValue - 16;
    private static readonly TimeSpan OwnAnswerWithin = TimeSpan.FromSeconds(5);

    // Their questions come behind the first, round about.
    private const uint OwnQuestions = 4096;

    private readonly ConduitContext conduit;
    private readonly Session session;
    private readonly RequestInspector inspector;
    private readonly ItemReview review;
    private readonly ServerMemory server;
    private readonly ChannelState channel;
    private readonly Dictionary<uint, PendingCall> pending = [];
    private readonly MessageAssembler replies = new(AssemblyLimits.InSession);
    private readonly UaWriter merged = new();
    private readonly ChunkSender toClientSender = new();
    private readonly ChunkSender toDeviceSender = new();
    private int activations;
    private bool hasAsked;
    private bool isAcknowledged;
    private uint ownQuestions;
    private int keptBytes;

    /// <summary>Makes the way back of a connection.</summary>
    public ReplyRelay(
        Session session, RequestInspector inspector, ItemReview review, (ConduitContext Conduit, ServerMemory Server) place, ChannelState channel)
    {
        this.review = review;
        this.session = session;
        this.inspector = inspector;
        this.channel = channel;
        (conduit, server) = place;
        replies.Budget = server.Unfinished;
    }

    /// <summary>True once a session was activated.</summary>
    public bool HasSession { get; private set; }

    /// <summary>When waiting for the answer to OtEdge's own question is over.</summary>
    public long DueTicks { get; private set; } = LoopClock.Never;

    /// <summary>
    /// True while the client must wait: until it is known whether a user was accepted, until the server's namespaces are known, and
    /// while much has to be kept of what the server has not answered.
    /// </summary>
    public bool HoldsClientBack => activations > 0 || DueTicks != LoopClock.Never || pending.Count >= PendingMax || keptBytes >= KeptBytesMax;

    /// <summary>True when a request with this id is not answered yet.</summary>
    public bool IsWaiting(uint requestId) => pending.ContainsKey(requestId);

    /// <summary>A request goes to the device; of one whose number is taken, which only passes where nothing is enforced, nothing is kept.</summary>
    public void Expect(uint requestId, in PendingCall call)
    {
        if (pending.TryAdd(requestId, call with { SentTicks = conduit.Clock.Ticks }))
        {
            keptBytes += call.KeptBytes;
            activations += call.Service == ServiceType.ActivateSession ? 1 : 0;
        }
    }

    /// <summary>The server has not answered OtEdge's own question in time; without namespaces, rules that name them do not hold.</summary>
    public void StopWaiting() => DueTicks = LoopClock.Never;

    /// <summary>True when the server would not silence what the rules no longer allow, or let speak what they allow again.</summary>
    public bool HasFailedToSwitch { get; private set; }

    /// <summary>What the device is asked so that items are silent, or speak again.</summary>
    /// <param name="items">The items.</param>
    /// <param name="header">The channel and its token.</param>
    /// <returns>A message; valid until the next call.</returns>
    public ReadOnlySpan<byte> AskToSwitch(ItemSwitch items, SymmetricHeader header)
    {
        merged.Clear();
        ServiceType service = OwnRequests.WriteSwitch(merged, items, UaTime.Of(conduit.Clock.Now.Utc));
        return Ask(new PendingCall { Service = service, Session = items.Session, IsOwn = true, Request = merged.Written.ToArray() }, header);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        pending.Clear();
        replies.Clear();
        activations = keptBytes = 0;
    }

    /// <summary>Takes a chunk of the device.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="toClient">What the client gets; valid until the next call.</param>
    /// <param name="toDevice">What the device is asked; valid until the next call.</param>
    /// <returns>What is wrong.</returns>
    public WireFault Take(
        scoped in ChunkHeader header, ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> toClient, out ReadOnlySpan<byte> toDevice)
    {
        toClient = chunk;
        toDevice = default;
        switch (header.Type)
        {
            case MessageType.Acknowledge when !isAcknowledged:
                return TakeAcknowledge(chunk);
            case MessageType.Error:
                return default;
            case MessageType.OpenChannel when channel.IsNone:
                WireFault fault = AsymmetricHeader.TryRead(chunk, out AsymmetricHeader asymmetric);
                toClient = fault.IsNone ? toClientSender.Numbered(chunk, asymmetric.EndBytes, channel.ToClient) : chunk;
                channel.IsOpen |= fault.IsNone;
                LearnLife(chunk, asymmetric);
                return fault;
            case MessageType.OpenChannel when channel.Policy.Length > 0:
                channel.IsOpen = true;
                return default;
            case MessageType.Message when channel.IsSealed:
                return default;
            case MessageType.Message when channel.Policy.Length > 0:
                return TakeMessage(header, chunk, out toClient, out toDevice);
            default:
                return new WireFault(WireFaultKind.UnexpectedMessage);
        }
    }

    private void LearnLife(ReadOnlySpan<byte> chunk, scoped in AsymmetricHeader header)
    {
        if (ServiceResponse.TryRead(chunk[Math.Min(header.EndBytes + SequenceHeader.HeaderBytes, chunk.Length)..], out ServiceResponse response).IsNone
            && Answers.TryReadChannel(response, out _, out uint milliseconds) && milliseconds > 0)
        {
            channel.SilenceMax = TimeSpan.FromMilliseconds(1.25 * milliseconds);
        }
    }

    private WireFault TakeAcknowledge(ReadOnlySpan<byte> chunk)
    {
        WireFault fault = TransportMessages.ReadAcknowledge(chunk, out TransportTerms terms);
        if (fault.IsNone)
        {
            isAcknowledged = true;
            channel.ServerChunkBytes = (int)Math.Min(terms.ReceiveBytes, ChunkLimits.BytesMax);
        }

        return fault;
    }

    private WireFault TakeMessage(
        scoped in ChunkHeader header, ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> toClient, out ReadOnlySpan<byte> toDevice)
    {
        toClient = toDevice = default;
        SequenceHeader sequence = SequenceHeader.Of(chunk[SymmetricHeader.EndBytes..]);
        if (!ReadableBody.TryCut(chunk, channel, out ReadOnlySpan<byte> body))
        {
            return new WireFault(WireFaultKind.ChunkTooShort, ChunkFraming.SymmetricBytesMin + channel.SignatureBytes, chunk.Length);
        }

        channel.ToClient.Arrive(sequence.SequenceNumber);
        if (!pending.TryGetValue(sequence.RequestId, out PendingCall call))
        {
            toClient = Unmatched(chunk);
            return default;
        }

        if (!call.IsHeld)
        {
            toClient = channel.IsNone ? toClientSender.Left(chunk, channel.ToClient) : chunk;
        }
        else
        {
            channel.ToClient.Renumber();
        }

        if (header.Kind == ChunkKind.Abort && call is { IsHeld: true, IsOwn: false })
        {
            toClient = toClientSender.Left(chunk, channel.ToClient);
        }

        ReadOnlySpan<byte> message = default;
        WireFault fault = default;
        FrameStatus status = call.IsRead
            ? replies.Add(header, sequence.RequestId, body, out message, out fault)
            : header.Kind == ChunkKind.Intermediate ? FrameStatus.NeedMore : FrameStatus.Aborted;
        if (status is FrameStatus.NeedMore or FrameStatus.Fault)
        {
            return call.IsHeld ? fault : default;
        }

        ReplyCount.Take(conduit, call, body);
        Forget(sequence.RequestId, call);
        return status == FrameStatus.Done ? Finish(call, chunk, message, out toDevice, ref toClient) : default;
    }

    private WireFault Finish(
        scoped in PendingCall call, ReadOnlySpan<byte> last, ReadOnlySpan<byte> message, out ReadOnlySpan<byte> toDevice, scoped ref ReadOnlySpan<byte> toClient)
    {
        toDevice = default;
        ReadOnlySpan<byte> answer = message;
        SymmetricHeader header = SymmetricHeader.Of(last);
        if (call.Plan is not null)
        {
            merged.Clear();
            WireFault fault = ServiceResponse.TryRead(message, out ServiceResponse response);
            fault = fault.IsNone ? ResponseMerge.Write(merged, response, call.Plan) : fault;
            if (!fault.IsNone)
            {
                return fault;
            }

            answer = merged.Written;
            uint requestId = SequenceHeader.Of(last[SymmetricHeader.EndBytes..]).RequestId;
            toClient = toClientSender.Written(header, requestId, answer, channel.ClientChunkBytes, channel.ToClient);
        }

        ReplyLearning.Learn(call, answer, server, inspector.Judge);
        if (call.Service == ServiceType.ActivateSession && call.Session?.User is not null && ReplyLearning.IsGood(answer))
        {
            HasSession = true;
            review.Hold(call.Session);
            toDevice = AskForNamespaces(call, header);
        }

        if (call.IsOwn)
        {
            DueTicks = call.Service == ServiceType.Read ? LoopClock.Never : DueTicks;
            HasFailedToSwitch |= call.Service != ServiceType.Read && !OwnRequests.HasDone(call.Service, message);
        }

        return default;
    }

    // A client need not read the namespaces, and a server that was restarted may have others.
    private ReadOnlySpan<byte> AskForNamespaces(scoped in PendingCall call, SymmetricHeader header)
    {
        if (hasAsked || !channel.IsNone || call.Request is null || !ServiceRequest.TryRead(call.Request, out ServiceRequest activate).IsNone)
        {
            return default;
        }

        hasAsked = true;
        merged.Clear();
        OwnRequests.WriteReadOfNamespaces(merged, activate.Header.AuthenticationToken, UaTime.Of(conduit.Clock.Now.Utc));
        DueTicks = conduit.Clock.ArmAfter(OwnAnswerWithin);
        return Ask(new PendingCall { Service = ServiceType.Read, Request = merged.Written.ToArray(), IsOwn = true }, header);
    }

    private ReadOnlySpan<byte> Ask(scoped in PendingCall own, SymmetricHeader header)
    {
        uint requestId = OwnRequestId - (ownQuestions++ % OwnQuestions);
        pending[requestId] = own;
        keptBytes += own.KeptBytes;
        return toDeviceSender.Written(header, requestId, merged.Written, channel.ServerChunkBytes, channel.ToDevice);
    }

    private ReadOnlySpan<byte> Unmatched(ReadOnlySpan<byte> chunk)
    {
        bool isDropped = channel.IsNone && inspector.Judge.IsEnforcing;
        TrafficFinding finding = session.NewFinding(FindingKind.UnmatchedReply, "the answer belongs to no open request");
        finding.Verdict = isDropped ? VerdictWord.Refused : VerdictWord.Allowed;
        conduit.Report(finding);
        if (isDropped)
        {
            channel.ToClient.Renumber();
            return default;
        }

        return channel.IsNone ? toClientSender.Left(chunk, channel.ToClient) : chunk;
    }

    private void Forget(uint requestId, in PendingCall call)
    {
        pending.Remove(requestId);
        keptBytes -= call.KeptBytes;
        activations -= call.Service == ServiceType.ActivateSession ? 1 : 0;
    }
}
