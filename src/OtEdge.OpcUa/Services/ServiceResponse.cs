using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>A response, as far as its header.</summary>
public readonly ref struct ServiceResponse
{
    private ServiceResponse(ReadOnlySpan<byte> body, uint typeId, ResponseHeader header, int parametersStart)
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

    /// <summary>True for a ServiceFault: the service as a whole has failed.</summary>
    public bool IsFault => TypeId == ServiceTypes.ServiceFault;

    /// <summary>Its header.</summary>
    public ResponseHeader Header { get; }

    /// <summary>Where the parameters begin in the body.</summary>
    public int ParametersStart { get; }

    /// <summary>The parameters.</summary>
    public ReadOnlySpan<byte> Parameters => Body[ParametersStart..];

    /// <summary>Reads a response.</summary>
    /// <param name="body">The assembled body of a message.</param>
    /// <param name="response">The response; nothing when there is a fault.</param>
    /// <param name="limits">Limits; null: the default ones.</param>
    /// <returns>What is wrong with type id or header.</returns>
    public static WireFault TryRead(ReadOnlySpan<byte> body, out ServiceResponse response, DecodingLimits? limits = null)
    {
        var reader = new UaReader(body, limits);
        NodeIdRef type = reader.NodeId();
        if (!reader.HasFailed && (type.Kind != NodeIdKind.Numeric || type.NamespaceIndex != 0))
        {
            reader.Fail(WireFaultKind.ServiceType, -1, type.NamespaceIndex);
        }

        var header = new ResponseHeader(ref reader);
        response = reader.HasFailed ? default : new ServiceResponse(body, type.Numeric, header, reader.Position);
        return reader.Fault;
    }
}
