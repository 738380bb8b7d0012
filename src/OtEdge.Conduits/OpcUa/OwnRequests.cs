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

    /// <summary>Writes a request that gives monitored items a mode, or ends their whole subscription.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="items">The items, in a session whose token is known.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    /// <returns>The service that it is.</returns>
    public static ServiceType WriteSwitch(UaWriter writer, ItemSwitch items, long timestamp)
    {
        bool isWhole = items.Items.Count == 0;
        ServiceType service = isWhole ? ServiceType.DeleteSubscriptions : ServiceType.SetMonitoringMode;
        NodeIdRef token = items.Session.Token is { } known ? known.AsRef() : default;
        WriteHeader(writer, service, token, timestamp);
        if (!isWhole)
        {
            writer.UInt32(items.Subscription);
            writer.UInt32(items.Mode);
        }

        IReadOnlyList<uint> ids = isWhole ? [items.Subscription] : items.Items;
        writer.Int32(ids.Count);
        foreach (uint id in ids)
        {
            writer.UInt32(id);
        }

        return service;
    }

    /// <summary>True when the server says that it has done it with all of them; what it does not know any more needs nothing done.</summary>
    /// <param name="service">What <see cref="WriteSwitch"/> gave.</param>
    /// <param name="message">The answer.</param>
    public static bool HasDone(ServiceType service, ReadOnlySpan<byte> message)
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
