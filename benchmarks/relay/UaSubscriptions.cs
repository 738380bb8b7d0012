using System.Buffers.Binary;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// Messages of subscriptions. A plant's picture: ten clients, such as operator stations and a historian, that watch a hundred fast values
/// each and are told ten times a second, so 10,000 changes a second in 100 messages; five Publish requests wait at the server.
/// </summary>
internal static class UaSubscriptions
{
    public const int Clients = 10, ItemsPerClient = 100, ChangesPerSecond = 10_000, PublishRequests = 5;

    /// <summary>How often a subscription tells what has changed.</summary>
    public const int IntervalMilliseconds = 1000 * Clients * ItemsPerClient / ChangesPerSecond;

    /// <summary>Where numbers stand in a Publish request and in its response.</summary>
    public const int AcknowledgementsAt = 35, SequenceAt = 37, PublishTimeAt = 41, NotificationsAt = 49, ItemsAt = 62;

    private const uint DataChangeNotification = 811;
    private const byte IsBinary = 1, ValueAndSourceTime = 0x05, Double = 11;
    private const int FirstValueAt = 72, ItemBytes = 22;

    /// <summary>Begins a subscription.</summary>
    public static byte[] Create()
    {
        UaWriter body = UaBodies.Request(ServiceType.CreateSubscription);
        body.Double(IntervalMilliseconds);
        body.UInt32(10_000);
        body.UInt32(100);
        body.UInt32(0);
        body.Boolean(true);
        body.Byte(0);
        return body.Written.ToArray();
    }

    /// <summary>The answer to it.</summary>
    public static byte[] Created(uint subscription)
    {
        UaWriter body = UaBodies.Response(ServiceType.CreateSubscription);
        body.UInt32(subscription);
        body.Double(IntervalMilliseconds);
        body.UInt32(10_000);
        body.UInt32(100);
        return body.Written.ToArray();
    }

    /// <summary>Asks for the values of some nodes.</summary>
    public static byte[] Watch(uint subscription, string[] nodes)
    {
        UaWriter body = UaBodies.Request(ServiceType.CreateMonitoredItems);
        body.UInt32(subscription);
        body.UInt32(0);
        body.Int32(nodes.Length);
        for (uint item = 0; item < nodes.Length; item++)
        {
            UaBodies.WriteItem(body, nodes[item]);
            body.UInt16(0);
            body.Null();
            body.UInt32(2);
            body.UInt32(item);
            body.Double(IntervalMilliseconds);
            body.NullExtensionObject();
            body.UInt32(1);
            body.Boolean(true);
        }

        return body.Written.ToArray();
    }

    /// <summary>The answer to it.</summary>
    public static byte[] Watched()
    {
        UaWriter body = UaBodies.Response(ServiceType.CreateMonitoredItems);
        body.Int32(ItemsPerClient);
        for (uint item = 1; item <= ItemsPerClient; item++)
        {
            body.UInt32(StatusCodes.Good);
            body.UInt32(item);
            body.Double(IntervalMilliseconds);
            body.UInt32(1);
            body.NullExtensionObject();
        }

        body.Null();
        return body.Written.ToArray();
    }

    /// <summary>Waits for changes.</summary>
    /// <param name="acknowledged">The message that has arrived; null: none.</param>
    public static byte[] Publish(uint subscription, uint? acknowledged)
    {
        UaWriter body = UaBodies.Request(ServiceType.Publish);
        body.Int32(acknowledged is null ? 0 : 1);
        if (acknowledged is { } sequence)
        {
            body.UInt32(subscription);
            body.UInt32(sequence);
        }

        return body.Written.ToArray();
    }

    /// <summary>Tells of changes, or that there are none.</summary>
    /// <param name="subscription">Which one.</param>
    /// <param name="items">How many values have changed; 0: the message only keeps the subscription alive.</param>
    /// <param name="acknowledgements">How many messages the request has acknowledged.</param>
    public static byte[] Published(uint subscription, int items, int acknowledgements)
    {
        UaWriter body = UaBodies.Response(ServiceType.Publish);
        body.UInt32(subscription);
        body.Int32(0);
        body.Boolean(false);
        body.UInt32(0);
        body.Int64(0);
        body.Int32(items == 0 ? 0 : 1);
        if (items > 0)
        {
            body.StandardNodeId(DataChangeNotification);
            body.Byte(IsBinary);
            int size = body.ReserveInt32(), start = body.Count;
            body.Int32(items);
            for (uint item = 0; item < items; item++)
            {
                body.UInt32(item);
                body.Byte(ValueAndSourceTime);
                body.Byte(Double);
                body.Double(0);
                body.Int64(1);
            }

            body.Null();
            body.PatchInt32(size, body.Count - start);
        }

        body.Int32(acknowledgements);
        for (int one = 0; one < acknowledgements; one++)
        {
            body.UInt32(StatusCodes.Good);
        }

        body.Null();
        return body.Written.ToArray();
    }

    /// <summary>Numbers a message anew, and changes its values.</summary>
    public static void Renew(byte[] published, int items, uint sequence, long time)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(published.AsSpan(SequenceAt), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(published.AsSpan(PublishTimeAt), time);
        for (int item = 0; item < items; item++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(published.AsSpan(FirstValueAt + (item * ItemBytes)), sequence + item);
        }
    }

    /// <summary>Has the server say nothing more.</summary>
    public static byte[] Silence(uint subscription)
    {
        UaWriter body = UaBodies.Request(ServiceType.SetPublishingMode);
        body.Boolean(false);
        body.Int32(1);
        body.UInt32(subscription);
        return body.Written.ToArray();
    }

    /// <summary>The answer to it.</summary>
    public static byte[] Silenced()
    {
        UaWriter body = UaBodies.Response(ServiceType.SetPublishingMode);
        body.Int32(1);
        body.UInt32(StatusCodes.Good);
        body.Null();
        return body.Written.ToArray();
    }
}
