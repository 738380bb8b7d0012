using OtEdge.Core.Findings;
using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Core.Traffic;

/// <summary>Takes what passed, off the data path; called by the drain thread, one call at a time.</summary>
public interface IFlowSink
{
    /// <summary>Takes the reads that a conduit counted, about once a second.</summary>
    /// <param name="conduit">Index of the conduit in the data plane.</param>
    /// <param name="counts">The counts; valid during the call only.</param>
    /// <param name="until">The end of the second that they belong to.</param>
    void TakeReads(int conduit, ReadOnlySpan<FlowCount> counts, DateTimeOffset until);

    /// <summary>Takes operations that are no reads, one by one, oldest first; their kind is <see cref="FindingKind.Operation"/>.</summary>
    void TakeOperations(ReadOnlySpan<TrafficFinding> operations);

    /// <summary>Takes values of watched tags that have changed.</summary>
    /// <param name="conduit">Index of the conduit in the data plane.</param>
    /// <param name="tag">Index in the tags that the conduit was told to watch.</param>
    /// <param name="raw">The value's words as on the wire; valid during the call only.</param>
    /// <param name="utc">When the reply or acknowledged write passed.</param>
    void TakeTag(int conduit, int tag, ReadOnlySpan<byte> raw, DateTimeOffset utc);

    /// <summary>Takes the value of a watched OPC UA node that has changed.</summary>
    /// <param name="tag">Name of the tag that the node is.</param>
    /// <param name="reading">The value.</param>
    void TakeReading(string tag, TagReading reading);

    /// <summary>Says that something was lost because a bound was reached.</summary>
    /// <param name="conduit">Index of the conduit in the data plane.</param>
    /// <param name="operations">How many operations.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    void TakeLoss(int conduit, long operations, DateTimeOffset from, DateTimeOffset to);
}
