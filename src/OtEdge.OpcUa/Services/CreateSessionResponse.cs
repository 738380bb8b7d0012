using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>What a client needs of a CreateSession response (OPC UA Part 4 cl. 5.6.2).</summary>
public readonly ref struct CreateSessionResponse
{
    private CreateSessionResponse(scoped ref UaReader reader)
    {
        reader.NodeId();
        Token = reader.NodeId();
        reader.Double();
        ServerNonce = reader.ByteString();
        ServerCertificate = reader.ByteString();
        Sessions.Endpoint.ReadAll(ref reader);
        int certificates = reader.ArrayLength(8);
        for (int i = 0; i < certificates && !reader.HasFailed; i++)
        {
            reader.ByteString();
            reader.ByteString();
        }

        reader.String();
        ServerSignature = reader.ByteString();
        reader.UInt32();
    }

    /// <summary>The secret that names the session.</summary>
    public NodeIdRef Token { get; }

    /// <summary>The server's nonce; empty: none.</summary>
    public ReadOnlySpan<byte> ServerNonce { get; }

    /// <summary>The server's certificate, DER, perhaps with its chain; empty: none.</summary>
    public ReadOnlySpan<byte> ServerCertificate { get; }

    /// <summary>The server's signature over the client's certificate and nonce; empty without protection.</summary>
    public ReadOnlySpan<byte> ServerSignature { get; }

    /// <summary>Reads the parameters of a response.</summary>
    public static WireFault TryRead(in ServiceResponse response, out CreateSessionResponse parameters)
    {
        var reader = new UaReader(response.Parameters);
        parameters = new CreateSessionResponse(ref reader);
        reader.End();
        return reader.Fault;
    }
}
