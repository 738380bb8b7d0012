using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>What the API asks of recorded traffic; thread-safe.</summary>
public interface IRecordedTraffic
{
    /// <summary>Flows, in the order of the query, as seen up to this moment.</summary>
    Answer<FlowView[]> Flows(FlowQuery query);

    /// <summary>One flow with everything known of it.</summary>
    /// <param name="id">Its id, or the beginning of it when only one flow begins so.</param>
    Answer<FlowView> Flow(string id);

    /// <summary>Who is there, and who talks to whom.</summary>
    Answer<InventoryView> Inventory();

    /// <summary>Stretches in which recording lost something, oldest first.</summary>
    /// <param name="conduit">Only those that hold for this conduit; null: all.</param>
    /// <param name="since">Only those that ended at or after; null: all that are kept.</param>
    Answer<GapView[]> Gaps(string? conduit, DateTimeOffset? since);
}
