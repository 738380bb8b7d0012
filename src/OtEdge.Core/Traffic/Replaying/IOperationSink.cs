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
    void Take(NodeClient client, NodeExample operation);

    /// <summary>Takes the value of an OPC UA write that passed: it is known now.</summary>
    void Learn(NodeExample written);

    /// <summary>Takes bytes that are no valid request.</summary>
    /// <param name="malformed">The bytes.</param>
    /// <param name="widest">The most that they could do to a device that does not mind; pins are asked about it.</param>
    void TakeMalformed(in Operation malformed, in Operation widest);
}
