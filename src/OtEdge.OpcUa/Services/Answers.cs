using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>Reads what judging needs out of responses; every read gives nothing when the response is not what it should be.</summary>
public static class Answers
{
    private const int NamespacesMax = 4096;

    /// <summary>The token that a CreateSession response gives the session; false when there is none.</summary>
    public static bool TryReadToken(in ServiceResponse response, out NodeIdRef token)
    {
        token = default;
        if (response.TypeId != ServiceTypes.ResponseOf(ServiceType.CreateSession) || StatusCodes.IsBad(response.Header.ServiceResult))
        {
            return false;
        }

        var reader = new UaReader(response.Parameters);
        reader.NodeId();
        token = reader.NodeId();
        return !reader.HasFailed && !token.IsNull;
    }

    /// <summary>The id of the subscription that a CreateSubscription response gives; 0: none.</summary>
    public static uint SubscriptionOf(in ServiceResponse response)
    {
        var reader = new UaReader(response.Parameters);
        uint id = reader.UInt32();
        return response.TypeId == ServiceTypes.ResponseOf(ServiceType.CreateSubscription) && !reader.HasFailed ? id : 0;
    }

    /// <summary>The id of a monitored item from its result; 0: it was not made.</summary>
    public static uint MonitoredItemOf(ReadOnlySpan<byte> result)
    {
        var reader = new UaReader(result);
        bool isBad = StatusCodes.IsBad(reader.UInt32());
        uint id = reader.UInt32();
        return isBad || reader.HasFailed ? 0 : id;
    }

    /// <summary>Channel, token and lifetime from an OpenSecureChannel response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="channel">The ids of channel and token.</param>
    /// <param name="lifetimeMilliseconds">How long the token holds.</param>
    public static bool TryReadChannel(in ServiceResponse response, out SecurityTokenIds channel, out uint lifetimeMilliseconds)
    {
        var reader = new UaReader(response.Parameters);
        reader.UInt32();
        channel = new SecurityTokenIds(reader.UInt32(), reader.UInt32());
        reader.Int64();
        lifetimeMilliseconds = reader.UInt32();
        return response.TypeId == ServiceTypes.ResponseOf(ServiceType.OpenSecureChannel) && !reader.HasFailed;
    }

    /// <summary>The URIs of a NamespaceArray from the DataValue that a Read gives; null when it is no array of strings.</summary>
    public static IReadOnlyList<string>? Namespaces(ReadOnlySpan<byte> dataValue)
    {
        var reader = new UaReader(dataValue);
        DataValueRef value = reader.DataValue();
        if (reader.HasFailed || StatusCodes.IsBad(value.Status) || value.Value.Type != BuiltInType.String || !value.Value.IsArray
            || value.Value.Count is 0 or > NamespacesMax)
        {
            return null;
        }

        var strings = new UaReader(value.Value.Values);
        string[] uris = new string[value.Value.Count];
        for (int i = 0; i < uris.Length; i++)
        {
            uris[i] = System.Text.Encoding.UTF8.GetString(strings.String());
        }

        return strings.HasFailed ? null : uris;
    }
}
