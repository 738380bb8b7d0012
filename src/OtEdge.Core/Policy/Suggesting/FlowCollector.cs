using System.Net;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Folds traffic into flows, of which a policy can be suggested; bounded.</summary>
/// <param name="tags">Process values of the devices, whose written values are told apart.</param>
public sealed class FlowCollector(IReadOnlyList<Tag> tags) : IOperationSink
{
    /// <summary>Most flows; operations of others are only counted.</summary>
    public const int FlowsMax = 100_000;

    private readonly Dictionary<Key, ObservedFlow> flows = [];
    private ReplayedRequest request;

    /// <summary>The flows, in an order that does not depend on the order in which they came.</summary>
    public IReadOnlyList<ObservedFlow> Flows =>
    [
        .. flows.Values
            .OrderBy(flow => flow.Client.ToString(), StringComparer.Ordinal)
            .ThenBy(flow => flow.Class)
            .ThenBy(flow => flow.Unit)
            .ThenBy(flow => flow.Space)
            .ThenBy(flow => flow.File)
            .ThenBy(flow => flow.Address)
            .ThenBy(flow => flow.Count)
            .ThenBy(flow => flow.Function.Code)
            .ThenBy(flow => flow.Function.Sub),
    ];

    /// <summary>Requests that were taken.</summary>
    public long Requests { get; private set; }

    /// <summary>Operations for whose flow there was no more room.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        this.request = request;
        Requests += request.Times;
    }

    /// <inheritdoc/>
    public void Take(in Operation operation)
    {
        var key = new Key(
            request.Client.Address,
            operation.Class,
            operation.Function,
            (operation.Unit, operation.Space, operation.File, operation.Address, operation.Count));
        if (!flows.TryGetValue(key, out ObservedFlow? flow))
        {
            if (flows.Count >= FlowsMax)
            {
                NotKept += request.Times;
                return;
            }

            flow = new ObservedFlow(request.Client.Address, operation, tags);
            flows.Add(key, flow);
        }

        flow.Add(operation, request.Times, request.FirstUtc ?? request.Utc, request.Utc);
    }

    /// <inheritdoc/>
    /// <remarks>OPC UA policies are suggested from flows as they stand in the record.</remarks>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces) => NotKept += request.Times;

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
    {
        // What devices hold says nothing of what clients may do.
    }

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest) => Take(malformed);

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        // What devices hold says nothing of what clients may do.
    }

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        // The same.
    }

    private readonly record struct Key(
        IPAddress Client,
        OperationClass Class,
        FunctionId Function,
        (byte Unit, RegisterSpace Space, int File, int Address, int Count) Target);
}
