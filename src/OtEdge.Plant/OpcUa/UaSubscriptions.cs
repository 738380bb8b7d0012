using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>The subscriptions of one connection: their items are looked at when they are due, and Publish requests wait for what has changed.</summary>
/// <param name="nodes">What can be watched.</param>
/// <param name="time">The server's clock.</param>
internal sealed class UaSubscriptions(UaAddressSpace nodes, TimeProvider time)
{
    private const uint BadTooManyPublishRequests = 0x80780000;
    private const uint BadTooManySubscriptions = 0x80770000;
    private const uint BadTooManyMonitoredItems = 0x80DB0000;
    private const uint BadAttributeIdInvalid = 0x80350000;
    private const uint DataChangeNotification = 811;
    private const byte ValueAndSourceTime = 5;
    private const int SubscriptionsMax = 8;
    private const int ItemsMax = 1000;
    private const int PublishesMax = 32;
    private static readonly TimeSpan IntervalLeast = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IntervalMost = TimeSpan.FromSeconds(5);
    private readonly SortedDictionary<uint, Subscription> subscriptions = [];
    private readonly Queue<(uint RequestId, uint Handle)> publishes = new();
    private uint ids;

    /// <summary>True when something may become due.</summary>
    public bool IsAny => subscriptions.Count > 0;

    /// <summary>Makes a subscription.</summary>
    /// <returns>Its status; what it is stands in the answer when it is good.</returns>
    public uint Create(in ServiceRequest request, UaWriter answer, Action begin)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        var wished = TimeSpan.FromMilliseconds(Math.Clamp(reader.Double(), IntervalLeast.TotalMilliseconds, IntervalMost.TotalMilliseconds));
        reader.UInt32();
        uint keepAlive = Math.Clamp(reader.UInt32(), 1, 20);
        if (subscriptions.Count >= SubscriptionsMax)
        {
            return BadTooManySubscriptions;
        }

        subscriptions.Add(++ids, new Subscription { Interval = wished, KeepAlive = keepAlive, DueAt = time.GetTimestamp() });
        begin();
        answer.UInt32(ids);
        answer.Double(wished.TotalMilliseconds);
        answer.UInt32(100 * keepAlive);
        answer.UInt32(keepAlive);
        return StatusCodes.Good;
    }

    /// <summary>Writes the result of one CreateMonitoredItems item.</summary>
    public void Watch(uint subscription, in RequestItem item, UaWriter answer)
    {
        uint status = !subscriptions.TryGetValue(subscription, out Subscription? watching) ? StatusCodes.BadSubscriptionIdInvalid
            : nodes.Find(item.Node) is not { } node ? StatusCodes.BadNodeIdUnknown
            : item.Attribute != UaAttributes.Value || node.Read is null ? BadAttributeIdInvalid
            : watching.Items.Count >= ItemsMax ? BadTooManyMonitoredItems
            : watching.Add(++ids, item.ClientHandle, node);
        answer.UInt32(status);
        answer.UInt32(StatusCodes.IsBad(status) ? 0 : ids);
        answer.Double(watching?.Interval.TotalMilliseconds ?? 0);
        answer.UInt32(1);
        answer.NullExtensionObject();
    }

    /// <summary>Ends a monitored item.</summary>
    public uint Unwatch(uint subscription, uint item) =>
        !subscriptions.TryGetValue(subscription, out Subscription? watching) ? StatusCodes.BadSubscriptionIdInvalid
        : watching.Items.Remove(item) ? StatusCodes.Good
        : StatusCodes.BadMonitoredItemIdInvalid;

    /// <summary>Ends a subscription.</summary>
    public uint End(uint subscription) => subscriptions.Remove(subscription) ? StatusCodes.Good : StatusCodes.BadSubscriptionIdInvalid;

    /// <summary>Takes a Publish request, which waits.</summary>
    /// <returns>Good, or why it cannot wait.</returns>
    public uint Take(uint requestId, uint handle)
    {
        if (publishes.Count >= PublishesMax)
        {
            return BadTooManyPublishRequests;
        }

        publishes.Enqueue((requestId, handle));
        return StatusCodes.Good;
    }

    /// <summary>Writes the next answer that is due to a Publish request.</summary>
    /// <param name="answer">Gets the body.</param>
    /// <param name="requestId">The request that it answers.</param>
    /// <returns>False when nothing is due, or no request waits.</returns>
    public bool TryPublish(UaWriter answer, out uint requestId)
    {
        requestId = 0;
        foreach ((uint id, Subscription subscription) in subscriptions)
        {
            if (publishes.Count == 0 || time.GetElapsedTime(subscription.DueAt) < TimeSpan.Zero)
            {
                continue;
            }

            (uint Handle, UaValue Value)[] changes = [.. subscription.Changes()];
            subscription.DueAt = time.GetTimestamp() + (long)(subscription.Interval.TotalSeconds * time.TimestampFrequency);
            if (changes.Length > 0 || ++subscription.Silent >= subscription.KeepAlive)
            {
                subscription.Silent = 0;
                (requestId, uint handle) = publishes.Dequeue();
                Write(answer, handle, (id, subscription), changes);
                return true;
            }
        }

        return false;
    }

    private void Write(UaWriter answer, uint handle, (uint Id, Subscription Subscription) from, (uint Handle, UaValue Value)[] changes)
    {
        long now = UaTime.Of(time.GetUtcNow());
        answer.StandardNodeId(ServiceTypes.ResponseOf(ServiceType.Publish));
        ResponseHeader.Write(answer, now, handle, StatusCodes.Good);
        answer.UInt32(from.Id);
        answer.Int32(0);
        answer.Boolean(false);

        // A keep-alive says the number that the next notification will have (OPC UA Part 4 cl. 5.14.1.1).
        answer.UInt32(from.Subscription.Sequence + 1);
        answer.Int64(now);
        answer.Int32(changes.Length > 0 ? 1 : 0);
        if (changes.Length > 0)
        {
            from.Subscription.Sequence++;
            answer.StandardNodeId(DataChangeNotification);
            answer.Byte(1);
            int length = answer.ReserveInt32();
            int start = answer.Count;
            answer.Int32(changes.Length);
            foreach ((uint item, UaValue value) in changes)
            {
                answer.UInt32(item);
                answer.Byte(ValueAndSourceTime);
                value.WriteVariant(answer);
                answer.Int64(now);
            }

            answer.Int32(0);
            answer.PatchInt32(length, answer.Count - start);
        }

        answer.Int32(0);
        answer.Int32(0);
    }

    private sealed class Subscription
    {
        public required TimeSpan Interval { get; init; }

        public required uint KeepAlive { get; init; }

        public long DueAt { get; set; }

        public uint Silent { get; set; }

        public uint Sequence { get; set; }

        public Dictionary<uint, Item> Items { get; } = [];

        public uint Add(uint id, uint handle, UaNode node)
        {
            Items.Add(id, new Item(handle, node));
            return StatusCodes.Good;
        }

        public IEnumerable<(uint Handle, UaValue Value)> Changes()
        {
            foreach (Item item in Items.Values)
            {
                if (item.Changed() is { } value)
                {
                    yield return (item.Handle, value);
                }
            }
        }
    }

    private sealed class Item(uint handle, UaNode node)
    {
        private UaValue? last;

        public uint Handle => handle;

        public UaValue? Changed()
        {
            UaValue now = node.Read!();
            if (now == last)
            {
                return null;
            }

            last = now;
            return now;
        }
    }
}
