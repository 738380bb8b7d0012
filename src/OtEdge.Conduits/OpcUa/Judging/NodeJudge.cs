using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>
/// Judges the requests of one OPC UA client item by item, by the snapshot that holds, and reports and records what is worth it.
/// A request is judged between <see cref="BeginRequest"/> and <see cref="EndRequest"/> by one posture.
/// </summary>
internal sealed class NodeJudge : INodeJudge
{
    private readonly ConduitContext conduit;
    private readonly NodeWitness witness;
    private NodeRules? rules;
    private JudgingMemory? reviewing;
    private readonly long openedTicks;
    private bool isInScope;
    private bool isAnyRefused;
    private bool wouldAnyBeRefused;

    /// <summary>Makes the judge of one connection; nothing but its address is known yet.</summary>
    public NodeJudge(ConduitContext conduit, Session session)
    {
        this.conduit = conduit;
        openedTicks = conduit.Clock.Ticks;
        witness = new NodeWitness(conduit, session);
        Client = new NodeClient(session.Identity);
        Namespaces = NamespaceTable.Unknown;
        Posture = conduit.Posture;
        Prepare();
    }

    /// <inheritdoc/>
    public NodeClient Client { get; private set; }

    /// <summary>The server's namespaces, as far as they are known.</summary>
    public NamespaceTable Namespaces { get; private set; }

    /// <inheritdoc/>
    public Posture Posture { get; private set; }

    /// <inheritdoc/>
    public NodeRules? Rules => rules;

    /// <inheritdoc/>
    public bool IsEnforcing => Posture.Mode == ConduitMode.Enforce && isInScope;

    /// <inheritdoc/>
    public (VerdictWord Word, Decision Decision) Outcome { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset Utc => conduit.Clock.Now.Utc;

    /// <inheritdoc/>
    public void Bind(NodeClient client, NamespaceTable namespaces)
    {
        if (!ReferenceEquals(client, Client) || !ReferenceEquals(namespaces, Namespaces))
        {
            Client = client;
            Namespaces = namespaces;
            Prepare();
        }
    }

    /// <summary>Reads the conduit's snapshot, once per request.</summary>
    /// <returns>True when another posture holds now: what was allowed before may not be any more.</returns>
    public bool BeginRequest()
    {
        isAnyRefused = wouldAnyBeRefused = false;
        Outcome = default;
        witness.BeginRequest();
        Posture now = conduit.Posture;
        if (ReferenceEquals(now, Posture))
        {
            return false;
        }

        Posture = now;
        Prepare();
        return true;
    }

    /// <inheritdoc/>
    public Verdict Judge(in NodeOperation operation, out Decision decision)
    {
        decision = default;
        Verdict verdict;
        try
        {
            if (Posture.Mode == ConduitMode.Bypass)
            {
                return Enforcement.Resolve(Posture, isInScope, operation.Class, decision);
            }

            if (rules is null)
            {
                throw new InvalidOperationException("the rules could not be made ready for this client");
            }

            decision = rules.Decide(operation, conduit.Memory, conduit.Clock.Now);
            verdict = Enforcement.Resolve(Posture, isInScope, operation.Class, decision);
        }
        catch (Exception fault)
        {
            // A bug in judging must neither end the connection nor open it: the conduit's `on-fault` decides.
            conduit.Loop.LogFault(fault);
            conduit.Recorder?.CountLost();
            conduit.Polls.Discard();
            decision = new Decision(DecisionReason.NotJudged);
            verdict = Enforcement.ResolveFault(Posture);
            isAnyRefused |= verdict is Verdict.Refuse;
            witness.TellFault(verdict is Verdict.Refuse ? VerdictWord.Refused : VerdictWord.Allowed, decision, Posture.Rules);
            return verdict;
        }

        Note(verdict, operation, decision);
        return verdict;
    }

    /// <inheritdoc/>
    public bool Repeats => true;

    /// <inheritdoc/>
    public (Poll Poll, Verdict.Forward Permit)? Repeat(ReadOnlySpan<byte> parameters)
    {
        if (rules is null || Posture.Mode == ConduitMode.Bypass || conduit.Shadow is not null
            || conduit.Polls.Find(parameters, (Client, Namespaces), Posture, conduit.Clock.Ticks) is not { } poll)
        {
            return null;
        }

        Outcome = (VerdictWord.Allowed, poll.LastDecision);
        return Enforcement.Resolve(Posture, isInScope, OperationClass.Read, poll.LastDecision) is Verdict.Forward permit ? (poll, permit) : null;
    }

    /// <inheritdoc/>
    public void Remember(ReadOnlySpan<byte> body, int parametersStart) =>
        conduit.Polls.Remember(body, parametersStart, (Client, Namespaces), conduit.Clock.Ticks);

    /// <summary>Resolves what the conduit's own terms say of the channel that a client opens (see <see cref="OpcUaConduit.Decide"/>).</summary>
    public Verdict Resolve(in NodeOperation operation, in Decision decision)
    {
        Verdict verdict = Enforcement.Resolve(Posture, isInScope, operation.Class, decision);
        Note(verdict, operation, decision);
        return verdict;
    }

    /// <inheritdoc/>
    public Verdict Review(in NodeOperation operation, bool isTold = true)
    {
        try
        {
            // With a memory of its own, because a rate is for what clients ask.
            Decision decision = rules?.Decide(operation, reviewing ??= new JudgingMemory(), conduit.Clock.Now) ?? new Decision(DecisionReason.NotJudged);
            if (decision.Reason == DecisionReason.Rate || Posture.Mode == ConduitMode.Bypass
                || (Posture.Mode == ConduitMode.Observe && decision.Reason != DecisionReason.Pinned))
            {
                decision = new Decision(DecisionReason.Allowed);
            }

            Verdict verdict = decision.Reason == DecisionReason.NotJudged
                ? Enforcement.ResolveFault(Posture)
                : Enforcement.Resolve(Posture, isInScope, operation.Class, decision);
            if (!decision.IsAllowed && isTold)
            {
                witness.TellReview(operation, decision, verdict, (Client, Namespaces, Posture.Rules));
            }

            return verdict;
        }
        catch (Exception fault)
        {
            conduit.Loop.LogFault(fault);
            return Enforcement.ResolveFault(Posture);
        }
    }

    /// <summary>The request is judged: it is counted once, as refused when an item is.</summary>
    public void EndRequest()
    {
        if (isAnyRefused)
        {
            conduit.Counters.CountRefused();
        }
        else if (wouldAnyBeRefused)
        {
            conduit.Counters.CountWouldBeRefused();
        }
    }

    /// <inheritdoc/>
    public bool RefusesWhole(OpcUaService service) => rules?.RefusesWhole(service) ?? OpcUaServices.IsWholeByDefault(service);

    /// <inheritdoc/>
    public void Learn(in NodeSpan node, in NodeValue value)
    {
        rules?.Learn(conduit.Memory, node, value);
        conduit.Recorder?.See(node, value, Namespaces, conduit.Clock.Now);
        witness.Learn(node, value);
    }

    /// <inheritdoc/>
    public void TellNamespaces(IReadOnlyList<string> uris) => witness.TellNamespaces(uris);

    /// <inheritdoc/>
    public void TellUnseenSession() => witness.TellUnseenSession();

    /// <inheritdoc/>
    public void SeeReference(in NodeSpan parent, in NodeSpan child, ReadOnlySpan<byte> browseName) =>
        conduit.Paths.See(parent, child, browseName, Namespaces);

    /// <inheritdoc/>
    public bool LearnsValues => rules?.LearnsValues == true || conduit.Recorder?.Nodes is not null || conduit.Shadow is { Rules.LearnsValues: true };

    private void Note(Verdict verdict, in NodeOperation operation, in Decision decision)
    {
        VerdictWord word = verdict is Verdict.Refuse ? VerdictWord.Refused
            : Enforcement.WouldBeRefused(Posture, decision) ? VerdictWord.WouldBeRefused
            : VerdictWord.Allowed;
        Outcome = Outcome.Word == VerdictWord.Allowed ? (word, decision) : Outcome;
        isAnyRefused |= word == VerdictWord.Refused;
        wouldAnyBeRefused |= word == VerdictWord.WouldBeRefused;
        (long Number, NodeDeed? Deed) deed = witness.See(operation, decision, word, (Client, Namespaces, Posture.Rules));
        bool isRecorded = conduit.Recorder is null || deed.Deed is not null;
        if (operation.Class != OperationClass.Read || word != VerdictWord.Allowed || !isRecorded || rules?.IsLasting(decision) != true)
        {
            conduit.Polls.Discard();
        }
        else
        {
            conduit.Polls.Add(new PollItem(deed, decision));
        }
    }

    private void Prepare()
    {
        rules = null;
        isInScope = true;
        try
        {
            isInScope = conduit.IsInScope(Posture, Client.Client, openedTicks);
            rules = Posture.Rules.ForNodes(Client, Namespaces);
        }
        catch (Exception fault)
        {
            // Without rules nothing can be judged: the posture's stance decides, item by item.
            conduit.Loop.LogFault(fault);
        }
    }
}
