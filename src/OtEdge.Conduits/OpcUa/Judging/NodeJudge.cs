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
internal sealed class NodeJudge
{
    private readonly ConduitContext conduit;
    private readonly NodeWitness witness;
    private NodeRules? rules;
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

    /// <summary>Who asks, as far as is known.</summary>
    public NodeClient Client { get; private set; }

    /// <summary>The server's namespaces, as far as they are known.</summary>
    public NamespaceTable Namespaces { get; private set; }

    /// <summary>The posture that holds for the request at hand.</summary>
    public Posture Posture { get; private set; }

    /// <summary>The rules as they hold for the client; null when they could not be made ready.</summary>
    public NodeRules? Rules => rules;

    /// <summary>True when wrong bytes of this client, or of the device to it, are really refused.</summary>
    public bool IsEnforcing => Posture.Mode == ConduitMode.Enforce && isInScope;

    /// <summary>The client has told more of itself, or the server's namespaces are others.</summary>
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

    /// <summary>Judges one item of the request.</summary>
    /// <param name="operation">The item.</param>
    /// <param name="decision">What the rules say of it.</param>
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
            decision = new Decision(DecisionReason.NotJudged);
            verdict = Enforcement.ResolveFault(Posture);
            isAnyRefused |= verdict is Verdict.Refuse;
            witness.TellFault(verdict is Verdict.Refuse ? VerdictWord.Refused : VerdictWord.Allowed, decision, Posture.Rules);
            return verdict;
        }

        Note(verdict, operation, decision);
        return verdict;
    }

    /// <summary>Resolves what the conduit's own terms say of the channel that a client opens (see <see cref="OpcUaConduit.Decide"/>).</summary>
    public Verdict Resolve(in NodeOperation operation, in Decision decision)
    {
        Verdict verdict = Enforcement.Resolve(Posture, isInScope, operation.Class, decision);
        Note(verdict, operation, decision);
        return verdict;
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

    /// <summary>True when one forbidden item refuses a whole request of a service.</summary>
    public bool RefusesWhole(OpcUaService service) => rules?.RefusesWhole(service) ?? OpcUaServices.IsWholeByDefault(service);

    /// <summary>Takes in a whole value that the server has told, or whose write it has acknowledged.</summary>
    public void Learn(in NodeSpan node, in NodeValue value)
    {
        rules?.Learn(conduit.Memory, node, value);
        witness.Learn(node, value);
    }

    /// <summary>Takes in a reference from a node to one below it, for paths that people can read.</summary>
    public void SeeReference(in NodeSpan parent, in NodeSpan child, ReadOnlySpan<byte> browseName) =>
        conduit.Paths.See(parent, child, browseName, Namespaces);

    /// <summary>True when somebody wants to be told values by <see cref="Learn"/>.</summary>
    public bool LearnsValues => rules?.LearnsValues == true || conduit.Shadow is { Rules.LearnsValues: true };

    private void Note(Verdict verdict, in NodeOperation operation, in Decision decision)
    {
        VerdictWord word = verdict is Verdict.Refuse ? VerdictWord.Refused
            : Enforcement.WouldBeRefused(Posture, decision) ? VerdictWord.WouldBeRefused
            : VerdictWord.Allowed;
        isAnyRefused |= word == VerdictWord.Refused;
        wouldAnyBeRefused |= word == VerdictWord.WouldBeRefused;
        witness.See(operation, decision, word, (Client, Namespaces, Posture.Rules));
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
