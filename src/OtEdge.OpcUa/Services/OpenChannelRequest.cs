using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>Parameters of an OpenSecureChannel request (OPC UA Part 4 cl. 5.5.2).</summary>
public readonly ref struct OpenChannelRequest
{
    internal OpenChannelRequest(scoped ref UaReader reader)
    {
        reader.UInt32();
        uint kind = reader.UInt32();
        SecurityMode = reader.UInt32();
        if (!reader.HasFailed && (kind > 1 || SecurityMode is 0 or > 3))
        {
            reader.Fail(WireFaultKind.EnumerationValue, 3, SecurityMode);
        }

        IsRenewal = kind == 1;
        ClientNonce = reader.ByteString();
        LifetimeMilliseconds = reader.UInt32();
    }

    /// <summary>True when the channel is to be renewed, false when it is to be opened.</summary>
    public bool IsRenewal { get; }

    /// <summary>1 None, 2 Sign, 3 SignAndEncrypt (OPC UA Part 4 cl. 7.20).</summary>
    public uint SecurityMode { get; }

    /// <summary>The client's nonce.</summary>
    public ReadOnlySpan<byte> ClientNonce { get; }

    /// <summary>The lifetime that the client asks for, in milliseconds.</summary>
    public uint LifetimeMilliseconds { get; }

    /// <summary>Reads the parameters of a request.</summary>
    public static WireFault TryRead(in ServiceRequest request, out OpenChannelRequest parameters)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        parameters = new OpenChannelRequest(ref reader);
        reader.End();
        return reader.Fault;
    }
}
