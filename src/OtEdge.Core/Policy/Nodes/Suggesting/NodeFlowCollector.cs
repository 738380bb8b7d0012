using System.Net;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;

namespace OtEdge.Core.Policy.Nodes.Suggesting;

/// <summary>Folds OPC UA traffic of a capture into flows, of which a policy can be suggested; bounded.</summary>
/// <param name="assetOf">The asset that declares a client; null: none does.</param>
/// <param name="paths">Where nodes are found by browsing.</param>
public sealed class NodeFlowCollector(Func<IPAddress, string?> assetOf, NodePaths paths) : IOperationSink
{
    /// <summary>Most flows; operations of others are only counted.</summary>
    public const int FlowsMax = 100_000;

    private readonly Dictionary<Key, Folded> flows = [];
    private ReplayedRequest request;

    /// <summary>Requests that were taken.</summary>
    public long Requests { get; private set; }

    /// <summary>Operations for whose flow there was no more room.</summary>
    public long NotKept { get; private set; }

    /// <summary>The flows, in no order.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    public IReadOnlyList<Flow> Flows(string conduit) => [.. flows.Select(pair => ToFlow(conduit, pair.Key, pair.Value))];

    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        this.request = request;
        Requests += request.Times;
    }

    /// <inheritdoc/>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
    {
        NodeValue value = operation.Value;
        bool isNumber = value.Count == 1 && !value.IsArray && double.IsFinite(value[0].Real);
        var key = new Key(
            client.Client.Address,
            operation.Class,
            NodeFact.Of(NodeDeed.Of(operation, client, namespaces)),
            !isNumber ? "" : value.Type == NodeValueType.Boolean ? value[0].Real != 0 ? "on" : "off" : "number");
        if (!flows.TryGetValue(key, out Folded? folded))
        {
            if (flows.Count >= FlowsMax)
            {
                NotKept += request.Times;
                return;
            }

            flows.Add(key, folded = new Folded { First = request.Utc, Node = NodeIdentity.Of(operation.Node, namespaces) });
        }

        folded.Times += request.Times;
        folded.Last = request.Utc > folded.Last ? request.Utc : folded.Last;
        if (isNumber)
        {
            folded.Min = Math.Min(folded.Min ?? value[0].Real, value[0].Real);
            folded.Max = Math.Max(folded.Max ?? value[0].Real, value[0].Real);
        }
    }

    /// <inheritdoc/>
    public void Take(in Operation operation) => NotKept += request.Times;

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest) => NotKept += request.Times;

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
    {
        // What servers hold says nothing of what clients may do.
    }

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        // The same.
    }

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        // The same.
    }

    private Flow ToFlow(string conduit, Key key, Folded folded) => new()
    {
        Id = $"{key.Class}|{key.Client}|{key.Fact.Key}|{key.Band}",
        Conduit = conduit,
        Client = key.Client.ToString(),
        ClientAsset = assetOf(key.Client),
        Class = key.Class,
        Function = default,
        Node = key.Fact with { Path = paths.Of(folded.Node) },
        ValueBand = key.Band,
        ValueMin = folded.Min,
        ValueMax = folded.Max,
        Times = folded.Times,
        FirstSeen = folded.First,
        LastSeen = folded.Last,
    };

    private readonly record struct Key(IPAddress Client, OperationClass Class, NodeFact Fact, string Band);

    private sealed class Folded
    {
        public required DateTimeOffset First { get; init; }

        public required NodeIdentity? Node { get; init; }

        public DateTimeOffset Last { get; set; }

        public long Times { get; set; }

        public double? Min { get; set; }

        public double? Max { get; set; }
    }
}
