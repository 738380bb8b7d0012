using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Hands everything to two sinks, so that the record is read once.</summary>
/// <param name="first">Takes everything first.</param>
/// <param name="second">Takes everything second.</param>
public sealed class BothSinks(IOperationSink first, IOperationSink second) : IOperationSink
{
    /// <inheritdoc/>
    public void Begin(in ReplayedRequest request)
    {
        first.Begin(request);
        second.Begin(request);
    }

    /// <inheritdoc/>
    public void Take(in Operation operation)
    {
        first.Take(operation);
        second.Take(operation);
    }

    /// <inheritdoc/>
    public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
    {
        first.Take(client, operation, namespaces);
        second.Take(client, operation, namespaces);
    }

    /// <inheritdoc/>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
    {
        first.Learn(client, node, value, namespaces);
        second.Learn(client, node, value, namespaces);
    }

    /// <inheritdoc/>
    public void TakeMalformed(in Operation malformed, in Operation widest)
    {
        first.TakeMalformed(malformed, widest);
        second.TakeMalformed(malformed, widest);
    }

    /// <inheritdoc/>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        first.Learn(unit, range, data);
        second.Learn(unit, range, data);
    }

    /// <inheritdoc/>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        first.LearnMask(unit, address, andMask, orMask);
        second.LearnMask(unit, address, andMask, orMask);
    }
}
