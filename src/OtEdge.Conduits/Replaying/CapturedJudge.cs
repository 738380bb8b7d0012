using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Replaying;

/// <summary>Stands where the judge of a live OPC UA connection stands, and hands every item on: it all has passed.</summary>
internal sealed class CapturedJudge(IOperationSink sink, NodePaths paths, ClientIdentity identity) : INodeJudge
{
    private static readonly Posture Passed = new(ConduitMode.Observe, EnforcementScope.Everything, RuleSet.None);

    /// <inheritdoc/>
    public NodeClient Client { get; private set; } = new(identity);

    /// <inheritdoc/>
    public Posture Posture => Passed;

    /// <inheritdoc/>
    public NodeRules? Rules => null;

    /// <inheritdoc/>
    public bool IsEnforcing => false;

    /// <inheritdoc/>
    public bool LearnsValues => true;

    /// <inheritdoc/>
    public (VerdictWord Word, Decision Decision) Outcome => (VerdictWord.Allowed, new Decision(DecisionReason.Allowed));

    /// <inheritdoc/>
    public DateTimeOffset Utc { get; set; }

    /// <summary>True when bytes of the request at hand are not valid.</summary>
    public bool IsMalformed { get; private set; }

    private NamespaceTable Namespaces { get; set; } = NamespaceTable.Unknown;

    /// <inheritdoc/>
    public void Bind(NodeClient client, NamespaceTable namespaces)
    {
        Client = client;
        Namespaces = namespaces;
    }

    /// <inheritdoc/>
    public bool BeginRequest()
    {
        IsMalformed = false;
        sink.Begin(new ReplayedRequest(Client.Client, Utc));
        return false;
    }

    /// <inheritdoc/>
    public Verdict Judge(in NodeOperation operation, out Decision decision)
    {
        IsMalformed |= operation.IsMalformed;
        sink.Take(Client, operation, Namespaces);
        decision = new Decision(DecisionReason.Allowed);
        return Resolve(operation, decision);
    }

    /// <inheritdoc/>
    public Verdict Resolve(in NodeOperation operation, in Decision decision) =>
        Enforcement.Resolve(Passed, true, operation.Class, decision);

    /// <inheritdoc/>
    public Verdict Review(in NodeOperation operation, bool isTold = true) => Resolve(operation, new Decision(DecisionReason.Allowed));

    /// <inheritdoc/>
    public void EndRequest()
    {
        // The next one ends it.
    }

    /// <inheritdoc/>
    public bool RefusesWhole(OpcUaService service) => false;

    /// <inheritdoc/>
    public void Learn(in NodeSpan node, in NodeValue value) => sink.Learn(Client, node, value, Namespaces);

    /// <inheritdoc/>
    public void SeeReference(in NodeSpan parent, in NodeSpan child, ReadOnlySpan<byte> browseName) =>
        paths.See(parent, child, browseName, Namespaces);
}
