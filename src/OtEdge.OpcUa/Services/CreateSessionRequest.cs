using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>Parameters of a CreateSession request (OPC UA Part 4 cl. 5.6.2).</summary>
public readonly ref struct CreateSessionRequest
{
    internal CreateSessionRequest(scoped ref UaReader reader)
    {
        ApplicationUri = reader.String();
        reader.String();
        reader.LocalizedText();
        reader.UInt32();
        reader.String();
        reader.String();
        SessionShapes.Strings(ref reader);
        ServerUri = reader.String();
        EndpointUrl = reader.String();
        SessionName = reader.String();
        ClientNonce = reader.ByteString();
        ClientCertificate = reader.ByteString();
        TimeoutMilliseconds = reader.Double();
        ResponseBytesMax = reader.UInt32();
    }

    /// <summary>Application URI of the client, UTF-8.</summary>
    public ReadOnlySpan<byte> ApplicationUri { get; }

    /// <summary>Application URI of the server behind a gateway; mostly empty.</summary>
    public ReadOnlySpan<byte> ServerUri { get; }

    /// <summary>The URL that the client has dialled, UTF-8.</summary>
    public ReadOnlySpan<byte> EndpointUrl { get; }

    /// <summary>The client's name for the session, UTF-8.</summary>
    public ReadOnlySpan<byte> SessionName { get; }

    /// <summary>The client's nonce.</summary>
    public ReadOnlySpan<byte> ClientNonce { get; }

    /// <summary>The client's certificate, DER, perhaps with its chain.</summary>
    public ReadOnlySpan<byte> ClientCertificate { get; }

    /// <summary>The session timeout that the client asks for, in milliseconds.</summary>
    public double TimeoutMilliseconds { get; }

    /// <summary>Longest response that the client takes; 0: no limit.</summary>
    public uint ResponseBytesMax { get; }

    /// <summary>Reads the parameters of a request.</summary>
    public static WireFault TryRead(in ServiceRequest request, out CreateSessionRequest parameters)
    {
        var reader = new UaReader(request.Body[request.ParametersStart..]);
        parameters = new CreateSessionRequest(ref reader);
        reader.End();
        return reader.Fault;
    }
}
