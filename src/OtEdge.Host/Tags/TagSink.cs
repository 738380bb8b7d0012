using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Tags;

/// <summary>Stands before the recorder: values of watched tags go to the book, everything goes through.</summary>
/// <param name="next">The recorder.</param>
/// <param name="names">Knows the tags that conduits watch.</param>
/// <param name="book">Takes values.</param>
internal sealed class TagSink(IFlowSink next, SiteNames names, TagBook book) : IFlowSink
{
    /// <inheritdoc/>
    public void TakeReads(int conduit, ReadOnlySpan<FlowCount> counts, DateTimeOffset until) => next.TakeReads(conduit, counts, until);

    /// <inheritdoc/>
    public void TakeOperations(ReadOnlySpan<TrafficFinding> operations) => next.TakeOperations(operations);

    /// <inheritdoc/>
    public void TakeTag(int conduit, int tag, ReadOnlySpan<byte> raw, DateTimeOffset utc)
    {
        IReadOnlyList<Tag> tags = names.TagsOf(names.ConduitAt(conduit));
        if (tag >= 0 && tag < tags.Count)
        {
            book.See(tags[tag].Name, TagReading.Of(raw, tags[tag].Layout, utc), inPassing: true);
        }

        next.TakeTag(conduit, tag, raw, utc);
    }

    /// <inheritdoc/>
    public void TakeReading(string tag, TagReading reading)
    {
        book.See(tag, reading, inPassing: true);
        next.TakeReading(tag, reading);
    }

    /// <inheritdoc/>
    public void TakeLoss(int conduit, long operations, DateTimeOffset from, DateTimeOffset to) =>
        next.TakeLoss(conduit, operations, from, to);
}
