using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>Frames what the device sends, pairs it with requests, and passes on what may pass.</summary>
internal sealed class ReplyDesk : IValueSink
{
    private readonly ConduitContext conduit;
    private readonly RequestJudge judge;
    private readonly SessionFindings findings;
    private readonly PendingTable pending;
    private readonly Link client;
    private ByteQueue partial;
    private ulong lastIdentity;

    /// <summary>Makes the desk of one connection.</summary>
    public ReplyDesk(
        ConduitContext conduit, RequestJudge judge, SessionFindings findings, PendingTable pending, Link client)
    {
        this.conduit = conduit;
        this.judge = judge;
        this.findings = findings;
        this.pending = pending;
        this.client = client;
    }

    /// <summary>When a reply that was begun must be finished.</summary>
    public long FrameDueTicks { get; private set; } = LoopClock.Never;

    /// <summary>What could not be framed, or not yet.</summary>
    public ReadOnlySpan<byte> Unframed => partial.Bytes;

    /// <summary>Takes bytes of the device.</summary>
    /// <returns>Nothing wrong, or why they are no frames; then they are in <see cref="Unframed"/>.</returns>
    public WireFault Take(ReadOnlySpan<byte> bytes)
    {
        WireFault fault;
        if (partial.IsEmpty)
        {
            int used = TakeFrames(bytes, out fault);
            if (used < bytes.Length)
            {
                partial.Append(bytes[used..]);
            }
        }
        else
        {
            partial.Append(bytes);
            partial.Remove(TakeFrames(partial.Bytes, out fault));
        }

        if (partial.IsEmpty)
        {
            FrameDueTicks = LoopClock.Never;
        }
        else if (FrameDueTicks == LoopClock.Never)
        {
            FrameDueTicks = conduit.Clock.ArmAfter(conduit.Limits.Frame);
        }

        return fault;
    }

    /// <inheritdoc/>
    void IValueSink.Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data) => conduit.Learn(judge.Posture.Rules, unit, range, data);

    /// <inheritdoc/>
    void IValueSink.LearnMask(byte unit, int address, ushort andMask, ushort orMask) =>
        conduit.LearnMask(judge.Posture.Rules, unit, address, andMask, orMask);

    /// <summary>Forgets what was begun.</summary>
    public void Clear()
    {
        partial.Clear();
        FrameDueTicks = LoopClock.Never;
    }

    private int TakeFrames(ReadOnlySpan<byte> bytes, out WireFault fault)
    {
        int used = 0;
        while (ModbusFraming.TryRead(bytes[used..], conduit.Conduit.MaxAduBytes, out int aduBytes, out fault) == FrameStatus.Done)
        {
            TakeReply(bytes.Slice(used, aduBytes));
            used += aduBytes;
            FrameDueTicks = LoopClock.Never;
        }

        return used;
    }

    private void TakeReply(ReadOnlySpan<byte> adu)
    {
        judge.ReadSnapshot();
        findings.Flight?.Reply(FrameWay.Reply, adu);
        AduHeader header = AduHeader.Of(adu);
        conduit.Counters.CountReply(header.IsException);
        int index = pending.Find(header);
        if (index < 0)
        {
            index = pending.FindOnOtherUnit(header);
        }

        if (index < 0)
        {
            PassUnlessEnforcing(FindingKind.UnmatchedReply, adu, "the reply answers no open request");
            return;
        }

        ref PendingEntry entry = ref pending[index];
        if (entry.IsOverdue)
        {
            findings.TellReply(
                FindingKind.UnmatchedReply, VerdictWord.Refused, adu, "the reply came after the client was answered 0B");
            pending.Remove(index);
        }
        else if (Passes(adu, entry))
        {
            client.Send(adu);
            conduit.CountPassage();
            conduit.CountAnswer(entry.SentTicks);
            pending.Remove(index);
        }
    }

    private bool Passes(ReadOnlySpan<byte> adu, in PendingEntry entry)
    {
        if (entry.IsUnchecked)
        {
            return true;
        }

        ModbusReply reply = ModbusReply.Read(adu, entry.Request);
        switch (reply.Check)
        {
            case ReplyCheck.Ok:
                Learn(reply, entry);
                TellIdentity(adu, entry.Request);
                return true;
            case ReplyCheck.Exception:
                return true;
            case ReplyCheck.UnknownException:
                findings.TellReply(
                    FindingKind.UnknownException, VerdictWord.Allowed, adu, "the protocol does not define this exception code");
                return true;
            default:
                // A reply that is thrown away leaves its request open: the right reply may follow, or the time runs out.
                bool passes = !(conduit.Conduit.StrictReplies && judge.IsEnforcing);
                VerdictWord word = passes ? VerdictWord.Allowed : VerdictWord.Refused;
                findings.TellReply(FindingKind.ReplyMismatch, word, adu, MismatchOf(reply.Check));
                return passes;
        }
    }

    private void PassUnlessEnforcing(FindingKind kind, ReadOnlySpan<byte> adu, string detail)
    {
        bool passes = !judge.IsEnforcing;
        findings.TellReply(kind, passes ? VerdictWord.Allowed : VerdictWord.Refused, adu, detail);
        if (passes)
        {
            client.Send(adu);
        }
    }

    private void Learn(in ModbusReply reply, in PendingEntry entry)
    {
        if (conduit.WantsValues(judge.Posture.Rules))
        {
            ReplyValues.Tell(reply, entry.Request, entry.Written.AsSpan(0, entry.Written is null ? 0 : entry.WrittenBytes), this);
        }
    }

    // What a device says of itself is told once per connection and content; polling it fills no ring.
    private void TellIdentity(ReadOnlySpan<byte> adu, in PendingRequest request)
    {
        if (request.Function != FunctionCode.ReportServerId
            && !(request.Function == FunctionCode.EncapsulatedInterfaceTransport && request.Sub == MeiType.ReadDeviceIdentification))
        {
            return;
        }

        const ulong Start = 14695981039346656037;
        const ulong Prime = 1099511628211;
        ulong identity = Start;
        foreach (byte one in adu[sizeof(ushort)..])
        {
            identity = unchecked((identity ^ one) * Prime);
        }

        if (identity != lastIdentity)
        {
            lastIdentity = identity;
            findings.TellReply(FindingKind.DeviceChanged, VerdictWord.Allowed, adu, "the device said what it is");
        }
    }

    private static string MismatchOf(ReplyCheck check) => check switch
    {
        ReplyCheck.WrongUnit => "the reply names another unit than the request",
        ReplyCheck.WrongFunction => "the reply names another sub-function than the request",
        ReplyCheck.WrongLength => "the length of the reply is not what the request asked for",
        ReplyCheck.WrongEcho => "the reply does not repeat what the request wrote",
        _ => "the parts of the reply do not add up",
    };
}
