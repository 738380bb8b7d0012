using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Takes traffic that has passed, in the order of time, from a capture or from the record.</summary>
public interface IOperationSink : IValueSink
{
    /// <summary>A client asks something; what is taken until the next call belongs to this request.</summary>
    void Begin(in ReplayedRequest request);

    /// <summary>Takes one operation of the request.</summary>
    void Take(in Operation operation);

    /// <summary>Takes one OPC UA operation of the request.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="namespaces">The server's namespaces; the same object while they do not change.</param>
    void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces);

    /// <summary>Takes the value that an OPC UA node is known to have: it was read, or its write passed.</summary>
    /// <param name="client">To whom it was told.</param>
    /// <param name="node">The node.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="namespaces">The server's namespaces.</param>
    void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces);

    /// <summary>Takes bytes that are no valid request.</summary>
    /// <param name="malformed">The bytes.</param>
    /// <param name="widest">The most that they could do to a device that does not mind; pins are asked about it.</param>
    void TakeMalformed(in Operation malformed, in Operation widest);
}
