using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>A request, as far as its header; its items are walked by <see cref="RequestItems"/>.</summary>
public readonly ref struct ServiceRequest
{
    private ServiceRequest(ReadOnlySpan<byte> body, uint typeId, RequestHeader header, int parametersStart)
    {
        Body = body;
        TypeId = typeId;
        Header = header;
        ParametersStart = parametersStart;
    }

    /// <summary>The whole message: type id, header and parameters.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>The type id, a number of namespace 0.</summary>
    public uint TypeId { get; }

    /// <summary>The service; <see cref="ServiceType.None"/>: not known.</summary>
    public ServiceType Service => ServiceTypes.OfRequest(TypeId);

    /// <summary>Its header.</summary>
    public RequestHeader Header { get; }

    /// <summary>Where the parameters begin in the body.</summary>
    public int ParametersStart { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">The assembled body of a message.</param>
    /// <param name="request">The request; nothing when there is a fault.</param>
    /// <param name="limits">Limits; null: the default ones.</param>
    /// <returns>What is wrong with type id or header.</returns>
    public static WireFault TryRead(ReadOnlySpan<byte> body, out ServiceRequest request, DecodingLimits? limits = null)
    {
        var reader = new UaReader(body, limits);
        NodeIdRef type = reader.NodeId();
        if (!reader.HasFailed && (type.Kind != NodeIdKind.Numeric || type.NamespaceIndex != 0))
        {
            reader.Fail(WireFaultKind.ServiceType, -1, type.NamespaceIndex);
        }

        var header = new RequestHeader(ref reader);
        request = reader.HasFailed ? default : new ServiceRequest(body, type.Numeric, header, reader.Position);
        return reader.Fault;
    }
}
