using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What OtEdge asks a server on its own account.</summary>
internal static class OwnRequests
{
    private const uint TimeoutMilliseconds = 5000;
    private const uint NoTimestamps = 3;

    /// <summary>Writes a Read of the NamespaceArray.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="token">The session in which it is asked.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    public static void WriteReadOfNamespaces(UaWriter writer, NodeIdRef token, long timestamp)
    {
        WriteHeader(writer, ServiceType.Read, token, timestamp);
        writer.Double(0);
        writer.UInt32(NoTimestamps);
        writer.Int32(1);
        writer.StandardNodeId(ReplyLearning.NamespaceArray);
        writer.UInt32(13);
        writer.Null();
        writer.UInt16(0);
        writer.Null();
    }

    /// <summary>Writes a request that ends monitored items, or their whole subscription.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="ended">What has to end, in a session whose token is known.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    /// <returns>The service that it is.</returns>
    public static ServiceType WriteEnd(UaWriter writer, EndedItems ended, long timestamp)
    {
        bool isWhole = ended.Items.Count == 0;
        ServiceType service = isWhole ? ServiceType.DeleteSubscriptions : ServiceType.DeleteMonitoredItems;
        NodeIdRef token = ended.Session.Token is { } known ? known.AsRef() : default;
        WriteHeader(writer, service, token, timestamp);
        if (!isWhole)
        {
            writer.UInt32(ended.Subscription);
        }

        IReadOnlyList<uint> ids = isWhole ? [ended.Subscription] : ended.Items;
        writer.Int32(ids.Count);
        foreach (uint id in ids)
        {
            writer.UInt32(id);
        }

        return service;
    }

    /// <summary>True when the server says that all it was to end has ended; what it does not know any more has, too.</summary>
    /// <param name="service">What <see cref="WriteEnd"/> gave.</param>
    /// <param name="message">The answer.</param>
    public static bool HasEnded(ServiceType service, ReadOnlySpan<byte> message)
    {
        if (!ServiceResponse.TryRead(message, out ServiceResponse response).IsNone || response.IsFault)
        {
            return false;
        }

        var results = new ResponseResults(response, service);
        while (results.MoveNext())
        {
            if (StatusCodes.IsBad(results.Status)
                && results.Status is not (StatusCodes.BadMonitoredItemIdInvalid or StatusCodes.BadSubscriptionIdInvalid))
            {
                return false;
            }
        }

        return results.Fault.IsNone;
    }

    private static void WriteHeader(UaWriter writer, ServiceType service, NodeIdRef token, long timestamp)
    {
        writer.StandardNodeId((uint)service);
        writer.NodeId(token);
        writer.Int64(timestamp);
        writer.UInt32(0);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(TimeoutMilliseconds);
        writer.NullExtensionObject();
    }
}
