using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>Judges the requests of one client by the snapshot that holds, and reports what is worth a finding.</summary>
internal sealed class RequestJudge
{
    private static readonly Decision MalformedDecision = new(DecisionReason.Malformed);
    private readonly ConduitContext conduit;
    private readonly SessionFindings findings;
    private readonly ClientIdentity client;
    private readonly OperationWitness witness;
    private readonly long openedTicks;
    private ClientRules? rules;
    private bool isInScope;

    /// <summary>Makes the judge of one connection.</summary>
    public RequestJudge(ConduitContext conduit, SessionFindings findings, ClientIdentity client)
    {
        this.conduit = conduit;
        this.findings = findings;
        this.client = client;
        openedTicks = conduit.Clock.Ticks;
        witness = new OperationWitness(conduit, findings, client);
        Posture = conduit.Posture;
        PrepareFor(Posture);
    }

    /// <summary>The posture that holds for the frame at hand.</summary>
    public Posture Posture { get; private set; }

    /// <summary>True when wrong bytes of this client, or of the device to it, are really refused.</summary>
    public bool IsEnforcing => Posture.Mode == ConduitMode.Enforce && isInScope;

    /// <summary>Reads the conduit's snapshot: once per frame, so that a frame is judged by exactly one.</summary>
    public void ReadSnapshot()
    {
        Posture now = conduit.Posture;
        if (!ReferenceEquals(now, Posture))
        {
            PrepareFor(now);
        }
    }

    /// <summary>Judges one request.</summary>
    /// <param name="adu">The frame.</param>
    /// <param name="request">The request; empty when <paramref name="decision"/> says malformed.</param>
    /// <param name="decision">What the rules say of it, or of the part that is refused.</param>
    public Verdict Judge(ReadOnlySpan<byte> adu, out ModbusRequest request, out Decision decision)
    {
        request = default;
        decision = default;
        try
        {
            if (rules is null)
            {
                throw new InvalidOperationException("the rules could not be made ready for this client");
            }

            if (!ModbusRequest.TryParse(adu, out request, out WireFault fault))
            {
                return JudgeMalformed(adu, fault.Message, out decision);
            }

            if (Posture.Mode == ConduitMode.Bypass)
            {
                return Enforcement.Resolve(Posture, isInScope, OperationClass.Malformed, decision);
            }

            if (request.HasFileRecords)
            {
                return JudgeRecords(request, out decision);
            }

            if (!request.Read.IsEmpty && !request.Write.IsEmpty)
            {
                return JudgeReadWrite(request, out decision);
            }

            Operation operation = ModbusInspector.Only(request);
            decision = Decide(operation);
            Verdict verdict = Resolve(operation, decision);
            Tell(verdict, operation, decision);
            Count(verdict, Enforcement.WouldBeRefused(Posture, decision));
            return verdict;
        }
        catch (Exception fault)
        {
            // A bug in judging must neither end the connection nor open it: the conduit's `on-fault` decides.
            return ResolveFault(adu, fault, ref decision);
        }
    }

    /// <summary>The verdict on bytes that are no frames.</summary>
    public Verdict ResolveUnread() =>
        Enforcement.Resolve(Posture, isInScope, OperationClass.Malformed, MalformedDecision);

    /// <summary>The verdict on bytes of the client that are no frames, told and counted as one request.</summary>
    /// <param name="kind">What the finding is about when they pass; a framing fault that is refused is a malformed request.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="detail">What is wrong, as a constant text.</param>
    public Verdict ResolveUnread(FindingKind kind, ReadOnlySpan<byte> bytes, string detail)
    {
        Verdict verdict = ResolveUnread();
        bool isRefusedFault = verdict is Verdict.Refuse && kind == FindingKind.Opaque;
        TellMalformed(isRefusedFault ? FindingKind.MalformedRequest : kind, verdict, bytes, detail);
        Count(verdict, Enforcement.WouldBeRefused(Posture, MalformedDecision));
        return verdict;
    }

    /// <summary>The verdict on bytes of the device that are no frames, told.</summary>
    public Verdict ResolveUnreadReply(FindingKind kind, ReadOnlySpan<byte> bytes, string detail)
    {
        Verdict verdict = ResolveUnread();
        TellMalformed(kind, verdict, bytes, detail);
        return verdict;
    }

    // A device may do what a wrong frame asks all the same, on more addresses than it names: a pin that could be touched holds.
    private Verdict JudgeMalformed(ReadOnlySpan<byte> adu, string detail, out Decision decision)
    {
        decision = MalformedDecision;
        if (Posture.Mode == ConduitMode.Bypass)
        {
            return ResolveUnread();
        }

        Decision widest = Decide(ModbusInspector.Widest(adu));
        if (widest.Reason == DecisionReason.Pinned)
        {
            decision = widest;
        }

        Operation operation = ModbusInspector.Malformed(adu);
        Verdict verdict = Resolve(operation, decision);
        VerdictWord word = Word(verdict, decision);
        witness.See(operation, decision, word, Posture.Rules);
        findings.Tell(
            FindingKind.MalformedRequest, word, operation, decision, (Posture.Rules, detail));
        Count(verdict, Enforcement.WouldBeRefused(Posture, decision));
        return verdict;
    }

    private void TellMalformed(FindingKind kind, Verdict verdict, ReadOnlySpan<byte> bytes, string detail) =>
        findings.Tell(
            kind,
            Word(verdict, MalformedDecision),
            ModbusInspector.Malformed(bytes),
            MalformedDecision,
            (Posture.Rules, detail));

    private void PrepareFor(Posture next)
    {
        Posture = next;
        rules = null;
        isInScope = true;
        try
        {
            isInScope = conduit.IsInScope(next, client, openedTicks);
            rules = next.Rules.For(client);
        }
        catch (Exception fault)
        {
            // Without rules nothing can be judged: the posture's stance decides, frame by frame.
            conduit.Loop.LogFault(fault);
        }
    }

    private Verdict JudgeReadWrite(in ModbusRequest request, out Decision decision)
    {
        Operation write = ModbusInspector.WritePart(request);
        Operation read = ModbusInspector.ReadPart(request);
        Decision writeDecision = Decide(write);
        Decision readDecision = Decide(read);
        Verdict writeVerdict = Resolve(write, writeDecision);
        Verdict readVerdict = Resolve(read, readDecision);
        bool isRefusedForWrite = writeVerdict is Verdict.Refuse;
        Verdict verdict = isRefusedForWrite ? writeVerdict : readVerdict;
        decision = isRefusedForWrite || readDecision.IsAllowed ? writeDecision : readDecision;
        Tell(verdict, write, writeDecision);
        Tell(verdict, read, readDecision);
        Count(
            verdict,
            Enforcement.WouldBeRefused(Posture, writeDecision) || Enforcement.WouldBeRefused(Posture, readDecision));
        return verdict;
    }

    private Verdict JudgeRecords(in ModbusRequest request, out Decision decision)
    {
        Span<Decision> decisions = stackalloc Decision[ModbusInspector.OperationsMax];
        Verdict? verdict = null;
        bool wouldBeRefused = false;
        decision = default;
        int count = 0;
        foreach (FileRecord record in request.FileRecords)
        {
            Operation operation = ModbusInspector.RecordPart(request, record);
            Decision one = Decide(operation);
            decisions[count++] = one;
            wouldBeRefused |= Enforcement.WouldBeRefused(Posture, one);
            if (verdict is not Verdict.Refuse)
            {
                verdict = Resolve(operation, one);
                decision = verdict is Verdict.Refuse || decision.Reason == default || decision.IsAllowed ? one : decision;
            }
        }

        count = 0;
        foreach (FileRecord record in request.FileRecords)
        {
            Tell(verdict!, ModbusInspector.RecordPart(request, record), decisions[count++]);
        }

        Count(verdict!, wouldBeRefused);
        return verdict!;
    }

    private Decision Decide(in Operation operation) =>
        rules!.Decide(operation, conduit.Memory, client, conduit.Clock.Now);

    private Verdict Resolve(in Operation operation, in Decision decision) =>
        Enforcement.Resolve(Posture, isInScope, operation.Class, decision);

    private void Tell(Verdict verdict, in Operation operation, in Decision decision)
    {
        VerdictWord word = Word(verdict, decision);
        witness.See(operation, decision, word, Posture.Rules);
        if (decision.IsAllowed)
        {
            if (decision.Notes != DecisionNotes.None)
            {
                findings.TellNotes(operation, decision, Posture.Rules);
            }

            return;
        }

        if (word != VerdictWord.Allowed)
        {
            findings.Tell(FindingKind.Refusal, word, operation, decision, (Posture.Rules, null));
        }
    }

    /// <summary>The word for what is done, by the posture that holds for the frame at hand.</summary>
    public VerdictWord Word(Verdict verdict, in Decision decision) =>
        verdict is Verdict.Refuse ? VerdictWord.Refused
        : Enforcement.WouldBeRefused(Posture, decision) ? VerdictWord.WouldBeRefused
        : VerdictWord.Allowed;

    private void Count(Verdict verdict, bool wouldBeRefused)
    {
        if (verdict is Verdict.Refuse)
        {
            conduit.Counters.CountRefused();
        }
        else if (wouldBeRefused)
        {
            conduit.Counters.CountWouldBeRefused();
        }
    }

    private Verdict ResolveFault(ReadOnlySpan<byte> adu, Exception fault, ref Decision decision)
    {
        conduit.Loop.LogFault(fault);
        conduit.Recorder?.CountLost();
        decision = new Decision(DecisionReason.NotJudged);
        Verdict verdict = Enforcement.ResolveFault(Posture);
        VerdictWord word = verdict is Verdict.Refuse ? VerdictWord.Refused : VerdictWord.Allowed;
        findings.Tell(
            FindingKind.JudgingFault,
            word,
            ModbusInspector.Malformed(adu),
            decision,
            (Posture.Rules, "OtEdge failed to judge this request; `on-fault` decided"));
        Count(verdict, wouldBeRefused: false);
        return verdict;
    }
}
